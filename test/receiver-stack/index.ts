import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createRelay } from './create-relay.ts';
import type { RelayEnvironment } from './environment.ts';

/** Keeps a request for its story, and gives the story's answer. */
export const handler = createRelay({
  dynamodb: new DynamoDBClient({}),
  table: (process.env as RelayEnvironment).REQUESTS_TABLE,
  now: Date.now,
  answerWithinMs: 20_000,
});
