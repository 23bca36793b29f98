import type { Paint } from './paint.ts';

/**
 * One attempt as one readable line, or undefined when the log line is not an attempt's:
 * `12:00:01  call.ended  attempt 2  retryable  503  12 ms  localhost:3000  next at 12:05:01  msg_...`
 * @param line what the deliver function logged.
 * @param at when it was logged, in milliseconds since the epoch.
 */
export function attemptLine(line: string, at: number, paint: Paint): string | undefined {
  const entry = parseObject(line);
  if (entry?.['message'] !== 'attempt') return undefined;
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

function parseObject(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    // A line that only begins like JSON is no attempt: the log printer shows it as it is.
    return undefined;
  }
}
