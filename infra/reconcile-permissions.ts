import type { Encryption } from './encryption.ts';
import { useAccountKeys } from './encryption-permissions.ts';
import type { Permission } from './permission.ts';
import type { StageNames } from './stage-names.ts';
import type { Storage } from './storage.ts';
import { sweepPermissions } from './sweep-permissions.ts';

export type ReconcilePermissionsProps = {
  readonly names: StageNames;
  readonly storage: Storage;
  readonly encryption: Encryption;
  readonly ingestDlqArn: string;
};

/** What `reconcile` may do: the only role that creates and deletes, and only what carries the stage's prefix. */
export function reconcilePermissions({
  names,
  storage,
  encryption,
  ingestDlqArn,
}: ReconcilePermissionsProps): readonly Permission[] {
  return [
    ...useAccountKeys(encryption),
    ...erasures(storage, encryption),
    {
      sid: 'Subscriptions',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
      resources: [storage.subscriptions.tableArn],
    },
    {
      sid: 'DirtySubscriptions',
      actions: ['dynamodb:Query'],
      resources: [`${storage.subscriptions.tableArn}/index/dirty`],
    },
    {
      sid: 'Queues',
      actions: [
        'sqs:CreateQueue',
        'sqs:DeleteQueue',
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
        'sqs:SetQueueAttributes',
        'sqs:TagQueue',
      ],
      resources: [names.subscriptionQueuesArn],
      patternReason: 'Each subscription has a queue and a dead-letter queue of its own, made at run time.',
    },
    {
      sid: 'OperationalEvents',
      actions: ['events:PutEvents'],
      resources: [names.busArn],
    },
    {
      sid: 'Rules',
      actions: [
        'events:PutRule',
        'events:DeleteRule',
        'events:PutTargets',
        'events:RemoveTargets',
        'events:TagResource',
      ],
      resources: names.subscriptionRulesArns,
      patternReason: 'Each subscription has a rule of its own, made at run time.',
    },
    ...eventSourceMappings(names),
    ...jobs(names),
    ...sweepPermissions({ names, storage, ingestDlqArn }),
  ];
}

/** An erasure ends here: with the rows of the account, and its key. */
function erasures(
  { accounts, subscriptions, deliveries }: Storage,
  { accountKeys }: Encryption,
): readonly Permission[] {
  return [
    {
      sid: 'Erasures',
      actions: [
        'dynamodb:GetItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:Query',
        'dynamodb:BatchWriteItem',
      ],
      resources: [accounts.tableArn],
    },
    {
      sid: 'SubscriptionsOfErased',
      actions: ['dynamodb:Query', 'dynamodb:BatchWriteItem'],
      resources: [subscriptions.tableArn],
    },
    {
      // They are found by the index and read as the sweep does.
      sid: 'DeliveriesOfErased',
      actions: ['dynamodb:BatchWriteItem'],
      resources: [deliveries.tableArn],
    },
    {
      sid: 'EraseAccountKeys',
      actions: ['dynamodb:DeleteItem'],
      resources: [accountKeys.tableArn],
    },
  ];
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html */
function jobs(names: StageNames): readonly Permission[] {
  const patternReason = 'Each subscription has a queue and a dead-letter queue of its own, made at run time.';
  return [
    {
      sid: 'Redrives',
      // A task receives and deletes at the dead-letter queue in the name of who starts it.
      actions: [
        'sqs:StartMessageMoveTask',
        'sqs:ListMessageMoveTasks',
        'sqs:CancelMessageMoveTask',
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
      ],
      resources: [names.subscriptionDlqsArn],
      patternReason,
    },
    {
      sid: 'SendAgain',
      actions: ['sqs:SendMessage'],
      resources: [names.subscriptionQueuesArn],
      patternReason,
    },
    {
      sid: 'StartReplays',
      actions: ['events:StartReplay'],
      resources: [...names.archiveArns, ...names.busArns, names.replaysArn],
      patternReason: 'A replay is named after its job, and the further buses and archives after their shard.',
    },
    {
      sid: 'Replays',
      actions: ['events:DescribeReplay', 'events:CancelReplay'],
      resources: [names.replaysArn],
      patternReason: 'A replay is named after its job.',
    },
  ];
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
function eventSourceMappings(names: StageNames): readonly Permission[] {
  const ofDeliver = { ArnEquals: { 'lambda:FunctionArn': names.functionArn('deliver') } };
  const noScope = 'The action has no resource-level scope.';
  const unknownIds = 'Lambda chooses the id of a mapping when it is made.';
  return [
    {
      sid: 'CreateMappings',
      actions: ['lambda:CreateEventSourceMapping'],
      resources: ['*'],
      conditions: ofDeliver,
      patternReason: noScope,
    },
    {
      sid: 'ListMappings',
      actions: ['lambda:ListEventSourceMappings'],
      resources: ['*'],
      patternReason: `${noScope} It has no condition key either.`,
    },
    {
      sid: 'Mappings',
      actions: ['lambda:UpdateEventSourceMapping', 'lambda:DeleteEventSourceMapping'],
      resources: [names.eventSourceMappingsArn],
      conditions: ofDeliver,
      patternReason: unknownIds,
    },
    {
      sid: 'TagMappings',
      actions: ['lambda:TagResource'],
      resources: [names.eventSourceMappingsArn],
      patternReason: unknownIds,
    },
  ];
}
