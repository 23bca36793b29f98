import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { TokenClient } from '../../shared/authentication/token-cache.ts';
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
  /** With a client its token is sent, fetched first where there is none. */
  readonly attempt: (request: AttemptRequest, client?: TokenClient) => Promise<Outcome>;
  /** How long a claimed attempt may be under way before it counts as interrupted. */
  readonly claimMs: number;
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
};
