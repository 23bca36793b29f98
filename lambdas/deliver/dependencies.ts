import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryLog } from '../../shared/delivery/delivery-log.ts';
import type { Outcome } from '../../shared/delivery/outcome.ts';
import type { AttemptRequest } from '../../shared/endpoint/attempt-delivery.ts';

/** What `deliver` works with; tests pass their own clock and randomness. */
export type DeliverDependencies = {
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly subscriptionsTable: string;
  readonly deliveriesTable: string;
  readonly log: DeliveryLog;
  readonly attempt: (request: AttemptRequest) => Promise<Outcome>;
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
};
