import { createHash } from 'node:crypto';
import type { ApplyRequest } from '../../cloudformation/resource-type.ts';
import type { JsonObject } from '../../endpoint/operation.ts';
import {
  checkMembers,
  readBoolean,
  readInteger,
  readObject,
  readObjects,
  readString,
  required,
} from '../input.ts';
import { validationError } from '../validation-error.ts';

/** The declared name, or one made of the stack's and the resource's that stays the same at every start. */
export function declaredName({ stackName, logicalId, properties }: ApplyRequest): string {
  const given = readString(properties, 'TableName');
  if (given !== undefined) return given;
  const hash = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex').slice(0, 12);
  return `${`${stackName}-${logicalId}`.slice(0, 242)}-${hash.toUpperCase()}`;
}

/** The attribute of a `TimeToLiveSpecification` that is on. */
export function declaredTimeToLive(properties: JsonObject): string | undefined {
  const given = readObject(properties, 'TimeToLiveSpecification');
  if (!given) return undefined;
  checkMembers(given, ['AttributeName', 'Enabled']);
  return readBoolean(given, 'Enabled')
    ? required(readString(given, 'AttributeName'), 'AttributeName')
    : undefined;
}

/** The days of a `PointInTimeRecoverySpecification` that is on. */
export function declaredRecovery(properties: JsonObject): number | undefined {
  const given = readObject(properties, 'PointInTimeRecoverySpecification');
  if (!given) return undefined;
  checkMembers(given, ['PointInTimeRecoveryEnabled', 'RecoveryPeriodInDays']);
  if (!readBoolean(given, 'PointInTimeRecoveryEnabled')) return undefined;
  return readInteger(given, 'RecoveryPeriodInDays', { least: 1, most: 35 }) ?? 35;
}

/** A template's `SSESpecification` as the API has it. */
export function declaredEncryption(properties: JsonObject): JsonObject {
  const given = readObject(properties, 'SSESpecification');
  if (!given) return {};
  checkMembers(given, ['SSEEnabled', 'SSEType', 'KMSMasterKeyId']);
  const { SSEEnabled, ...rest } = given;
  return { SSESpecification: { Enabled: SSEEnabled, ...rest } };
}

/** Indexes without their contributor insights, which may only be off. */
export function declaredIndexes(properties: JsonObject): JsonObject {
  const given = readObjects(properties, 'GlobalSecondaryIndexes');
  if (!given) return {};
  const indexes = given.map((index) => {
    refuseInsights(index);
    const { ContributorInsightsSpecification: _off, ...rest } = index;
    return rest;
  });
  return { GlobalSecondaryIndexes: indexes };
}

/** @throws {AwsError} ValidationException when contributor insights are on. */
export function refuseInsights(properties: JsonObject): void {
  const given = readObject(properties, 'ContributorInsightsSpecification');
  if (given && readBoolean(given, 'Enabled'))
    throw validationError(
      'The embedded DynamoDB does not emulate ContributorInsightsSpecification: leave it out or set Enabled to false.',
    );
}

/** Those of the named properties that are there, as they are. */
export function pick(properties: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]])),
  );
}
