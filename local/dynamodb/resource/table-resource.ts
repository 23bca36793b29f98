import type { ResourceType } from '../../cloudformation/resource-type.ts';
import type { Store } from '../storage/store.ts';
import { findTable } from '../table/find-table.ts';
import { removeTable } from '../table/remove-table.ts';
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

const SAME_AS_API = [
  'AttributeDefinitions',
  'KeySchema',
  'LocalSecondaryIndexes',
  'BillingMode',
  'ProvisionedThroughput',
  'OnDemandThroughput',
  'TableClass',
  'DeletionProtectionEnabled',
  'Tags',
];

/** `AWS::DynamoDB::Table`; streams, imports, replicas and resource policies are not understood. */
export function tableResource(store: Store): ResourceType {
  return {
    type: 'AWS::DynamoDB::Table',
    properties: [
      ...SAME_AS_API,
      'TableName',
      'GlobalSecondaryIndexes',
      'SSESpecification',
      'TimeToLiveSpecification',
      'PointInTimeRecoverySpecification',
      'ContributorInsightsSpecification',
    ],
    apply(request) {
      const { properties } = request;
      refuseInsights(properties);
      return applyDeclaredTable(store, {
        name: declaredName(request),
        create: {
          ...pick(properties, SAME_AS_API),
          ...declaredIndexes(properties),
          ...declaredEncryption(properties),
        },
        timeToLive: declaredTimeToLive(properties),
        recoveryDays: declaredRecovery(properties),
      });
    },
    remove({ physicalId }) {
      const table = findTable(store, physicalId);
      if (table) removeTable(store, table);
    },
  };
}
