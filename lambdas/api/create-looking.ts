import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { listOfMessage } from '../../shared/delivery/list-of-message.ts';
import { oldestRetrying } from '../../shared/delivery/oldest-retrying.ts';
import { resourceNames } from '../../shared/provisioning/resource-names.ts';
import { queueDepth } from '../../shared/queue/queue-depth.ts';
import { createStatisticsStore } from '../../shared/statistics/statistics-store.ts';
import type { ApiEnvironment } from './environment.ts';
import type { Looking } from './looking.ts';

/** Looking over AWS; it changes nothing. */
export function createLooking(
  environment: ApiEnvironment,
  { dynamodb, sqs }: { readonly dynamodb: DynamoDBClient; readonly sqs: SQSClient },
  now: () => number,
): Looking {
  const table = environment.DELIVERIES_TABLE;
  return {
    // Read only here: what counts decides how long that is kept.
    statistics: createStatisticsStore({ dynamodb, table, retentionSeconds: 0 }),
    listOfMessage: (query) => listOfMessage({ dynamodb, table, now }, query),
    async queueDepths(subscriptionId) {
      const names = resourceNames(environment.RESOURCE_PREFIX, subscriptionId);
      const [queue, deadLetters] = await Promise.all([
        queueDepth(sqs, names.queue),
        queueDepth(sqs, names.deadLetterQueue),
      ]);
      return { queue, deadLetters };
    },
    oldestRetrying: (of) => oldestRetrying({ dynamodb, table, now }, of),
  };
}
