import { AwsError } from '../../endpoint/aws-error.ts';
import type { PolicyStatement } from '../../iam/policy-document.ts';
import type { BusPolicy } from './bus.ts';

/**
 * A bus's policy from its JSON text or document, statements as a list.
 * @throws {AwsError} `ValidationException` when it is no policy
 */
export function readBusPolicy(policy: unknown): BusPolicy {
  const document = typeof policy === 'string' ? parse(policy) : policy;
  const statements = isObject(document) ? [document['Statement']].flat() : [];
  if (statements.length === 0 || !statements.every(isStatement))
    throw malformed('every statement needs an Effect, an Action, a Principal and a Resource');
  return { Version: '2012-10-17', Statement: statements };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : String(error));
  }
}

function malformed(reason: string): AwsError {
  return new AwsError('ValidationException', `Parameter Policy is not valid. Reason: ${reason}.`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isStatement(value: unknown): value is PolicyStatement {
  if (!isObject(value)) return false;
  const has = (name: string) => value[name] !== undefined || value[`Not${name}`] !== undefined;
  return (
    (value['Effect'] === 'Allow' || value['Effect'] === 'Deny') &&
    ['Action', 'Principal', 'Resource'].every(has)
  );
}
