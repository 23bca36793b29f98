import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { updateAttributes } from '../storage/update-attributes.ts';
import type { Job } from './job.ts';

/** What keeps an account to one replay at a time: all accounts share the few that EventBridge runs at once. */
export type ReplayLock = {
  /** Whether the job has it, from now on or already. It keeps it until it gives it back, through every crash. */
  take(job: Job): Promise<boolean>;
  /** Gives it back, if the job has it. */
  release(job: Job): Promise<void>;
};

export function createReplayLock({
  dynamodb,
  table,
}: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
}): ReplayLock {
  return {
    async take({ accountId, id }) {
      const row = await updateAttributes(dynamodb, {
        table,
        key: lockKey(accountId),
        set: { job_id: id },
        condition: 'attribute_not_exists(pk) OR job_id = :id',
        values: { ':id': id },
      });
      return row !== undefined;
    },

    async release({ accountId, id }) {
      try {
        await dynamodb.send(
          new DeleteItemCommand({
            TableName: table,
            Key: marshall(lockKey(accountId)),
            ConditionExpression: 'job_id = :id',
            ExpressionAttributeValues: marshall({ ':id': id }),
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}

/** The partition of an account's lock. */
export function replayLockPartition(accountId: string): string {
  return `REPLAY_LOCK#${accountId}`;
}

function lockKey(accountId: string) {
  return { pk: replayLockPartition(accountId), sk: 'REPLAY_LOCK' };
}
