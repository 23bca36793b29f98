import { Construct } from 'constructs';
import type { DeliverEnvironment } from '../lambdas/deliver/environment.ts';
import type { FunctionBundle } from './function-bundle.ts';
import { stageNames } from './stage-names.ts';
import type { Stage } from './stage.ts';
import type { Storage } from './storage.ts';
import { WebhookFunction } from './webhook-function.ts';

export type DeliveryProps = {
  readonly stage: Stage;
  readonly bundle: FunctionBundle;
  readonly storage: Storage;
};

/** The function that sends messages: the only one that connects to customers' addresses. */
export class Delivery extends Construct {
  readonly deliver: WebhookFunction;

  constructor(scope: Construct, id: string, { stage, bundle, storage }: DeliveryProps) {
    super(scope, id);
    const environment: Record<keyof DeliverEnvironment, string> = {
      SUBSCRIPTIONS_TABLE: storage.subscriptions.tableName,
      DELIVERIES_TABLE: storage.deliveries.tableName,
      ADDRESS_RULES: stage.addressRules,
      LOG_RETENTION_SECONDS: String(stage.deliveryRetentionSeconds),
    };
    this.deliver = new WebhookFunction(this, 'Deliver', {
      stage,
      verb: 'deliver',
      code: bundle.codeOf('deliver'),
      timeoutSeconds: stage.deliverTimeoutSeconds,
      environment,
      permissions: [
        {
          sid: 'Subscriptions',
          actions: ['dynamodb:BatchGetItem'],
          resources: [storage.subscriptions.tableArn],
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
        ...this.#queues(stage),
      ],
    });
  }

  #queues(stage: Stage) {
    const names = stageNames(this, stage);
    const patternReason =
      'Each subscription has a queue and a dead-letter queue of its own, made at run time.';
    return [
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
}
