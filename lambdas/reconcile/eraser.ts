import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createAccountStore } from '../../shared/account/account-store.ts';
import { type Erasure, eraseAccount } from '../../shared/account/erase-account.ts';
import { createErasureList } from '../../shared/account/erasure-list.ts';
import { createKeyStore } from '../../shared/account/key-store.ts';
import type { RemovedSubscriptions } from '../../shared/subscription/removed-subscriptions.ts';
import { createRemoveDeliveries, createRemoveRows } from './erase-rows.ts';

export type EraserOptions = Pick<Erasure, 'subscriptions' | 'cipher' | 'reconcileOne' | 'now' | 'quietMs'> & {
  readonly dynamodb: DynamoDBClient;
  readonly accountsTable: string;
  readonly subscriptionsTable: string;
  readonly deliveriesTable: string;
  readonly removed: RemovedSubscriptions;
};

export type Eraser = {
  /** Goes on with an erasure that was asked for a moment ago. */
  eraseNow(accountId: string, hasTime: () => boolean): Promise<void>;
  /** Goes on with every erasure, each for its share of the time; one that fails is logged and holds up no other. */
  eraseDue(hasTime: () => boolean): Promise<void>;
};

/** What a tick gives to all erasures together, so that one of millions of deliveries holds up nothing else. */
const TOGETHER_MS = 20_000;
/** With less than this one would do nothing but find where it stopped. */
const LEAST_MS = 5_000;
const TICK_MS = 60_000;

export function createEraser(options: EraserOptions): Eraser {
  const { dynamodb, accountsTable: table, now } = options;
  const erasures = createErasureList({ dynamodb, table, now });
  const stores = {
    accounts: createAccountStore({ dynamodb, table, now }),
    keys: createKeyStore({ dynamodb, table, now }),
    erasures,
  };

  async function erase(accountId: string, hasTime: () => boolean): Promise<void> {
    const rows = { ...options, erasures, hasTime };
    const removing = {
      removeDeliveries: createRemoveDeliveries(rows),
      removeRows: createRemoveRows(rows),
    };
    await eraseAccount({ ...options, ...stores, ...removing, hasTime }, accountId);
  }

  return {
    eraseNow: erase,

    async eraseDue(hasTime) {
      if (!hasTime()) return;
      const until = now() + TOGETHER_MS;
      const due = inTurn(await erasures.list(), Math.floor(now() / TICK_MS));
      for (const [at, accountId] of due.entries()) {
        if (!hasTime() || now() >= until) return;
        const end = now() + Math.max(LEAST_MS, (until - now()) / (due.length - at));
        try {
          await erase(accountId, () => hasTime() && now() < end);
        } catch (error) {
          console.error({ event: 'erasure_failed', account_id: accountId, error });
        }
      }
    },
  };
}

/** Another one first at each turn. */
function inTurn<T>(all: readonly T[], turn: number): readonly T[] {
  const first = all.length === 0 ? 0 : turn % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}
