import { randomUUID } from 'node:crypto';

/**
 * An event as a record of a queue would have it, made up to try a subscription out. The message's id says so: `msg_test_...`.
 * @param now milliseconds since the epoch
 */
export function testRecord(event: {
  readonly accountId: string;
  readonly eventType: string;
  readonly data: unknown;
  readonly now: number;
}): string {
  const { accountId, eventType, data, now } = event;
  return JSON.stringify({
    version: '0',
    id: `test_${randomUUID()}`,
    source: 'freyavoice.test',
    'detail-type': eventType,
    time: new Date(now).toISOString(),
    detail: { account_id: accountId, data },
  });
}
