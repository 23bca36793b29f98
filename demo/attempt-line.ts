import type { Paint } from './paint.ts';

/**
 * One attempt as one readable line:
 * `12:00:01  call.ended  attempt 2  retryable  503  12 ms  localhost:3000  msg_...  http_status  next at 12:05:01`,
 * or `exhausted` at its end where none comes next.
 * @param entry what the deliver function logged of it.
 * @param at when it was logged, in milliseconds since the epoch.
 */
export function attemptLine(entry: Readonly<Record<string, unknown>>, at: number, paint: Paint): string {
  const outcome = text(entry['outcome']);
  const failure = text(entry['error_code']);
  return [
    clock(at),
    text(entry['event_type']).padEnd(23),
    `attempt ${text(entry['attempt'])}`,
    paint(COLOURS[outcome] ?? 'red', outcome.padEnd(9)),
    (text(entry['status_code']) || '---').padStart(3),
    `${text(entry['duration_ms'])} ms`.padStart(8),
    text(entry['url_host']),
    paint('dim', text(entry['message_id'])),
    ...(failure === '' ? [] : [paint('red', failure)]),
    ...nextAttempt(entry['next_at']),
    ...(entry['delivery_status'] === 'exhausted' ? [paint('red', 'exhausted')] : []),
  ].join('  ');
}

const COLOURS: Readonly<Record<string, 'green' | 'yellow' | 'red'>> = {
  delivered: 'green',
  retryable: 'yellow',
  permanent: 'red',
};

function nextAttempt(at: unknown): string[] {
  if (typeof at !== 'number' && typeof at !== 'string') return [];
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? [] : [`next at ${clock(time.getTime())}`];
}

function clock(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
