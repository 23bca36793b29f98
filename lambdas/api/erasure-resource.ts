import type { Account } from '../../shared/account/account.ts';
import { accountToResource } from '../../shared/account/account-resource.ts';
import type { Dependencies } from './dependencies.ts';

const DAY = 86_400_000;

/** How far point-in-time recovery of the tables goes back. */
const BACKUPS_MS = 35 * DAY;

/** An account; while it is erased, with what is left to do and which copies remain until when. */
export async function accountOrErasure(
  { subscriptions, retention }: Pick<Dependencies, 'subscriptions' | 'retention'>,
  account: Account,
) {
  const resource = accountToResource(account);
  if (account.deletingAt === undefined) return resource;
  const begunAt = account.deletingAt;
  const until = (ms: number) => new Date(begunAt + ms).toISOString();
  return {
    ...resource,
    erasure: {
      subscriptions_left: await countSubscriptions(subscriptions, account.id),
      copies: [
        { kind: 'event_archive', until: until(retention.archiveMs), holds: HOLDS.archive },
        { kind: 'ingest_dead_letters', until: until(retention.deadLettersMs), holds: HOLDS.deadLetters },
        { kind: 'delivery_log', until: until(retention.deliveriesMs), holds: HOLDS.deliveries },
        { kind: 'backups', until: until(BACKUPS_MS), holds: HOLDS.backups },
      ],
    },
  };
}

const HOLDS = {
  archive: 'its events as they were put on the bus, in the clear',
  deadLetters: 'events that no queue could take, in the clear',
  deliveries: 'ids, times and outcomes of deliveries; payloads and answers can be read no more',
  backups:
    'settings as URLs and names; secrets, credentials, payloads and answers can be read no more, for the key is in no backup',
};

async function countSubscriptions(
  subscriptions: Pick<Dependencies['subscriptions'], 'list'>,
  accountId: string,
): Promise<number> {
  let count = 0;
  let after: string | undefined;
  do {
    const page = await subscriptions.list(accountId, { limit: 100, ...(after !== undefined && { after }) });
    count += page.subscriptions.length;
    after = page.next;
  } while (after !== undefined);
  return count;
}
