import type { Permission } from './permission.ts';
import type { ReconcilePermissionsProps } from './reconcile-permissions.ts';
import type { StageNames } from './stage-names.ts';

/** What `reconcile` may do besides, to find and put right what nothing else notices. */
export function sweepPermissions({
  names,
  storage,
  ingestDlqArn,
}: Omit<ReconcilePermissionsProps, 'encryption'>): readonly Permission[] {
  const noScope = 'The action has no resource-level scope.';
  const ofSubscriptions =
    'Each subscription has a queue and a dead-letter queue of its own, made at run time.';
  return [
    {
      sid: 'SubscriptionsById',
      actions: ['dynamodb:Query', 'dynamodb:Scan'],
      resources: [`${storage.subscriptions.tableArn}/index/by_id`],
    },
    {
      sid: 'AllSubscriptions',
      // Before anything is removed for having no row.
      actions: ['dynamodb:Scan'],
      resources: [storage.subscriptions.tableArn],
    },
    {
      sid: 'Deliveries',
      actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: [storage.deliveries.tableArn],
    },
    {
      sid: 'RetryingDeliveries',
      actions: ['dynamodb:Query'],
      resources: [`${storage.deliveries.tableArn}/index/by_outcome`],
    },
    { sid: 'ListQueues', actions: ['sqs:ListQueues'], resources: ['*'], patternReason: noScope },
    { sid: 'ListRules', actions: ['events:ListRules'], resources: ['*'], patternReason: noScope },
    {
      sid: 'ReadRules',
      actions: ['events:DescribeRule', 'events:ListTargetsByRule'],
      resources: names.subscriptionRulesArns,
      patternReason: 'Each subscription has a rule of its own, made at run time.',
    },
    {
      sid: 'DeadLetters',
      // Receiving, deleting and sending are granted with redrives and resends.
      actions: ['sqs:ChangeMessageVisibility'],
      resources: [names.subscriptionDlqsArn],
      patternReason: ofSubscriptions,
    },
    {
      sid: 'IngestDeadLetters',
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:SendMessage'],
      resources: [ingestDlqArn],
    },
    ...forwardAgain(names),
  ];
}

function forwardAgain({ shardBusArns }: StageNames): readonly Permission[] {
  if (shardBusArns.length === 0) return [];
  return [
    {
      sid: 'ForwardAgain',
      actions: ['events:PutEvents'],
      resources: shardBusArns,
      patternReason: 'The further buses are named after their shard.',
    },
  ];
}
