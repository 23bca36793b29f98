import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createAccountStore } from '../../shared/account/account-store.ts';
import { type Erasure, eraseAccount } from '../../shared/account/erase-account.ts';
import { createErasureList } from '../../shared/account/erasure-list.ts';
import { createKeyStore } from '../../shared/account/key-store.ts';
import { auditPartition } from '../../shared/audit/audit-log.ts';
import { jobsPartition } from '../../shared/job/job-store.ts';
import { removePartition } from '../../shared/storage/remove-partition.ts';

export type EraserOptions = Pick<Erasure, 'subscriptions' | 'cipher' | 'reconcileOne' | 'now'> & {
  readonly dynamodb: DynamoDBClient;
  readonly accountsTable: string;
  readonly subscriptionsTable: string;
};

export type Eraser = {
  /** Goes on with an erasure that was asked for a moment ago. */
  eraseNow(accountId: string, hasTime: () => boolean): Promise<void>;
  /** Goes on with every erasure; one that fails is logged and holds up no other. */
  eraseDue(hasTime: () => boolean): Promise<void>;
};

export function createEraser(options: EraserOptions): Eraser {
  const { dynamodb, accountsTable: table, subscriptionsTable, now } = options;
  const erasures = createErasureList({ dynamodb, table });
  const stores = {
    accounts: createAccountStore({ dynamodb, table, now }),
    keys: createKeyStore({ dynamodb, table, now }),
    erasures,
  };

  async function erase(accountId: string, hasTime: () => boolean): Promise<void> {
    const jobs = { dynamodb, table: subscriptionsTable };
    await eraseAccount(
      {
        ...options,
        ...stores,
        hasTime,
        removeRows: async (id) =>
          (await removePartition({ dynamodb, table }, auditPartition(id), hasTime)) &&
          removePartition(jobs, jobsPartition(id), hasTime),
      },
      accountId,
    );
  }

  return {
    eraseNow: erase,

    async eraseDue(hasTime) {
      if (!hasTime()) return;
      for (const accountId of await erasures.list()) {
        if (!hasTime()) return;
        try {
          await erase(accountId, hasTime);
        } catch (error) {
          console.error({ event: 'erasure_failed', account_id: accountId, error });
        }
      }
    },
  };
}
