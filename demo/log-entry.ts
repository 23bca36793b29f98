/** What a function logged, taken out of Lambda's JSON log line. */
export type LogEntry = {
  /** `INFO`, `WARN`, `ERROR`: the entry's own where it names one, else Lambda's. */
  readonly level: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
};

/**
 * Reads a line of a function with `LogFormat: JSON`: `{ timestamp, level, requestId, message }`, whose message is the
 * object that was logged, or the JSON text of it. Undefined for a line that is not JSON.
 */
export function parseLogEntry(line: string): LogEntry | undefined {
  const envelope = parseObject(line);
  if (!envelope) return undefined;
  const fields = objectIn(envelope['message']) ?? envelope;
  const level = fields['level'] ?? envelope['level'];
  return { level: typeof level === 'string' ? level.toUpperCase() : undefined, fields };
}

function objectIn(message: unknown): Record<string, unknown> | undefined {
  if (typeof message === 'string') return parseObject(message);
  return typeof message === 'object' && message !== null ? (message as Record<string, unknown>) : undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Text that only begins like JSON is text.
    return undefined;
  }
}
