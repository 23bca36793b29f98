import type { ApplyRequest, ResourceType } from '../../cloudformation/resource-type.ts';
import type { JsonObject } from '../../endpoint/operation.ts';
import { checkMembers, readObjects, readString } from '../input.ts';
import type { Store } from '../storage/store.ts';
import { validationError } from '../validation-error.ts';
import { applyDeclaredTable } from './apply-declared-table.ts';
import {
  declaredEncryption,
  declaredIndexes,
  declaredName,
  declaredRecovery,
  declaredTimeToLive,
  pick,
  refuseInsights,
} from './declaration.ts';
import { tableResource } from './table-resource.ts';

const SAME_AS_API = ['AttributeDefinitions', 'KeySchema', 'LocalSecondaryIndexes', 'BillingMode'];
const OF_REPLICA = ['TableClass', 'DeletionProtectionEnabled', 'Tags'];
const UNDERSTOOD_OF_REPLICA = [
  ...OF_REPLICA,
  'Region',
  'PointInTimeRecoverySpecification',
  'ContributorInsightsSpecification',
  'SSESpecification',
  'GlobalSecondaryIndexes',
];

/** `AWS::DynamoDB::GlobalTable` (CDK's `TableV2`) with one replica, that of this Region. */
export function globalTableResource(store: Store): ResourceType {
  return {
    type: 'AWS::DynamoDB::GlobalTable',
    properties: [
      ...SAME_AS_API,
      'TableName',
      'GlobalSecondaryIndexes',
      'SSESpecification',
      'TimeToLiveSpecification',
      'Replicas',
    ],
    apply: (request) => apply(store, request),
    remove: tableResource(store).remove,
  };
}

function apply(store: Store, request: ApplyRequest) {
  const { properties } = request;
  const replica = onlyReplica(store, properties);
  const { SSESpecification: encryption } = declaredEncryption(properties);
  const { SSESpecification: ofReplica } = declaredKey(replica);
  return applyDeclaredTable(store, {
    name: declaredName(request),
    create: {
      ...pick(properties, SAME_AS_API),
      ...pick(replica, OF_REPLICA),
      ...declaredIndexes(properties),
      ...(encryption !== undefined && { SSESpecification: { ...encryption, ...ofReplica } }),
    },
    timeToLive: declaredTimeToLive(properties),
    recoveryDays: declaredRecovery(replica),
  });
}

function onlyReplica(store: Store, properties: JsonObject): JsonObject {
  const replicas = readObjects(properties, 'Replicas') ?? [];
  const [replica] = replicas;
  const region = replica && readString(replica, 'Region');
  if (!replica || replicas.length > 1 || region !== store.context.region)
    throw validationError(
      `The embedded DynamoDB has one Region: Replicas must be exactly one, in ${store.context.region}; got ${replicas.map((each) => String(each['Region'])).join(', ') || 'none'}.`,
    );
  checkMembers(replica, UNDERSTOOD_OF_REPLICA);
  refuseInsights(replica);
  for (const index of readObjects(replica, 'GlobalSecondaryIndexes') ?? []) {
    checkMembers(index, ['IndexName', 'ContributorInsightsSpecification']);
    refuseInsights(index);
  }
  return replica;
}

function declaredKey(replica: JsonObject): { SSESpecification?: JsonObject } {
  const given = replica['SSESpecification'] as JsonObject | undefined;
  if (!given) return {};
  checkMembers(given, ['KMSMasterKeyId']);
  return { SSESpecification: given };
}
