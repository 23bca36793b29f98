import type { Account } from '../../shared/account/account.ts';
import { accountToResource } from '../../shared/account/account-resource.ts';
import type { Dependencies } from './dependencies.ts';

const DAY = 86_400_000;

/** How far point-in-time recovery of the tables goes back. */
const BACKUPS_MS = 35 * DAY;

/** An account; while it is erased, with how far that is and which copies remain until when. */
export async function accountOrErasure({ subscriptions, erasures, retention, now }: Needs, account: Account) {
  const resource = accountToResource(account);
  if (account.deletingAt === undefined) return resource;
  const begunAt = account.deletingAt;
  return {
    ...resource,
    erasure: {
      subscriptions_left: await countSubscriptions(subscriptions, account.id),
      deliveries_erased: await erasures.erased(account.id),
      copies: [
        copy('event_archive', begunAt + retention.archiveMs),
        copy('ingest_dead_letters', begunAt + retention.deadLettersMs),
        copy('function_logs', now() + retention.functionLogsMs),
        copy('backups', now() + BACKUPS_MS),
      ],
    },
  };
}

function copy(kind: keyof typeof HOLDS, until: number) {
  return { kind, until: new Date(until).toISOString(), holds: HOLDS[kind] };
}

type Needs = Pick<Dependencies, 'subscriptions' | 'erasures' | 'retention' | 'now'>;

const HOLDS = {
  event_archive: 'its events as they were put on the bus, in the clear',
  ingest_dead_letters: 'events that no queue could take, in the clear',
  function_logs:
    "the functions' own log lines: ids, times and outcomes, hosts of URLs; no payload, no secret",
  backups:
    'rows as they were: settings as URLs and names, ids, times and outcomes; secrets, credentials, payloads and answers can be read no more, for the key is in no backup',
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
