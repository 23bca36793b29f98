import type { Encryption } from './encryption.ts';
import { useAccountKeys } from './encryption-permissions.ts';
import type { Permission } from './permission.ts';
import type { StageNames } from './stage-names.ts';
import type { Storage } from './storage.ts';

export type DeliverPermissionsProps = {
  readonly names: StageNames;
  readonly storage: Storage;
  readonly encryption: Encryption;
};

/** What `deliver` may do: read subscriptions, write the log, and move messages of subscriptions' queues. */
export function deliverPermissions({
  names,
  storage,
  encryption,
}: DeliverPermissionsProps): readonly Permission[] {
  const patternReason = 'Each subscription has a queue and a dead-letter queue of its own, made at run time.';
  return [
    ...useAccountKeys(encryption),
    {
      sid: 'Subscriptions',
      // Health and rate slots are fields of the row and an item beside it; a 410 disables the subscription.
      actions: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'],
      resources: [storage.subscriptions.tableArn],
    },
    {
      sid: 'OperationalEvents',
      actions: ['events:PutEvents'],
      resources: [names.busArn],
    },
    {
      sid: 'Deliveries',
      actions: [
        'dynamodb:BatchGetItem',
        'dynamodb:BatchWriteItem',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
      ],
      resources: [storage.deliveries.tableArn],
    },
    {
      sid: 'Queues',
      // The first three are what the event source mapping asks for; the last hides a message until its retry.
      actions: [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ChangeMessageVisibility',
      ],
      resources: [names.subscriptionQueuesArn],
      patternReason,
    },
    {
      sid: 'DeadLetters',
      actions: ['sqs:SendMessage'],
      resources: [names.subscriptionDlqsArn],
      patternReason,
    },
  ];
}
