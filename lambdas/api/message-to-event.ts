import { parseKeepingNumbers } from '../../shared/message/parse-keeping-numbers.ts';
import { isOperational } from '../../shared/operational-event/is-operational.ts';
import { OPERATIONAL_SOURCE } from '../../shared/operational-event/operational-source.ts';
import type { LatestMessage } from './latest-messages.ts';

/** A message as EventBridge's rules see it, as text that keeps every number. */
export function messageToEvent({ eventType, body }: LatestMessage, accountId: string): string {
  const { timestamp, data } = parseKeepingNumbers(body) as Record<string, unknown>;
  return JSON.stringify({
    version: '0',
    id: 'preview',
    'detail-type': eventType,
    source: isOperational(eventType) ? OPERATIONAL_SOURCE : 'freyavoice.preview',
    account: '111122223333',
    time: '1970-01-01T00:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail: { account_id: accountId, timestamp, data },
  });
}
