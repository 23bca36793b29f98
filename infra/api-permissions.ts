import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Encryption } from './encryption.ts';
import { manageAccountKeys } from './encryption-permissions.ts';
import type { Permission } from './permission.ts';
import type { StageNames } from './stage-names.ts';
import type { Storage } from './storage.ts';

export type ApiPermissionsProps = {
  readonly names: StageNames;
  readonly storage: Storage;
  readonly encryption: Encryption;
  readonly adminKey: Secret;
};

/** What `api` may do: it writes the desired state and has `reconcile` make it true. */
export function apiPermissions({
  names,
  storage,
  encryption,
  adminKey,
}: ApiPermissionsProps): readonly Permission[] {
  return [
    ...manageAccountKeys(encryption),
    {
      sid: 'Subscriptions',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query'],
      resources: [storage.subscriptions.tableArn],
    },
    {
      sid: 'Accounts',
      actions: [
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:Query',
      ],
      resources: [storage.accounts.tableArn],
    },
    {
      sid: 'Deliveries',
      actions: ['dynamodb:GetItem', 'dynamodb:Query'],
      resources: [storage.deliveries.tableArn],
    },
    {
      sid: 'DeliveriesByOutcome',
      actions: ['dynamodb:Query'],
      resources: [`${storage.deliveries.tableArn}/index/by_outcome`],
    },
    {
      sid: 'QueueCounts',
      // Statistics say what waits; a redrive says beforehand about how many messages it will move.
      actions: ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'],
      resources: [names.subscriptionQueuesArn],
      patternReason: 'Each subscription has a queue and a dead-letter queue of its own, made at run time.',
    },
    {
      sid: 'Events',
      actions: ['events:PutEvents'],
      resources: [names.busArn],
    },
    {
      sid: 'AdminKey',
      actions: ['secretsmanager:GetSecretValue'],
      resources: [adminKey.secretArn],
    },
    {
      sid: 'Reconcile',
      actions: ['lambda:InvokeFunction'],
      resources: [names.functionArn('reconcile')],
    },
    {
      sid: 'Previews',
      actions: ['events:TestEventPattern'],
      resources: ['*'],
      patternReason: 'The action has no resource-level scope: it tests a pattern, and touches nothing.',
    },
    {
      sid: 'Tests',
      // Only deliver opens connections to endpoints.
      actions: ['lambda:InvokeFunction'],
      resources: [names.functionArn('deliver')],
    },
  ];
}
