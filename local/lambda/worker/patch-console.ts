import { format } from 'node:util';
import { currentInvocation } from './current-invocation.ts';

const LEVELS = {
  trace: 'TRACE',
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
} as const;

/** Makes `console` write lines as Lambda does: time, request id, level and message, as text or JSON. */
export function patchConsole(logFormat: 'Text' | 'JSON'): void {
  const line = logFormat === 'JSON' ? jsonLine : textLine;
  for (const [method, level] of Object.entries(LEVELS) as [keyof typeof LEVELS, string][])
    console[method] = (...values: unknown[]) => {
      const invocation = currentInvocation.getStore();
      const written = line(level, invocation?.requestId, values);
      invocation?.lines?.push(written);
      process.stdout.write(written);
    };
}

function textLine(level: string, requestId: string | undefined, values: unknown[]): string {
  // Lambda keeps a message of several lines together with carriage returns.
  const message = format(...values).replaceAll('\n', '\r');
  return `${new Date().toISOString()}\t${requestId ?? 'undefined'}\t${level}\t${message}\n`;
}

function jsonLine(level: string, requestId: string | undefined, values: unknown[]): string {
  const [first] = values;
  const error = values.find((value) => value instanceof Error);
  const message = values.length === 1 && isJson(first) ? first : format(...values);
  const entry = {
    timestamp: new Date().toISOString(),
    level,
    ...(requestId === undefined ? {} : { requestId }),
    message,
    ...(error && errorFields(error)),
  };
  return `${JSON.stringify(entry, expandErrors)}\n`;
}

/** Errors inside a logged object keep their text, as Lambda's runtime writes them. */
function expandErrors(_key: string, value: unknown): unknown {
  return value instanceof Error ? Object.assign(errorFields(value), value) : value;
}

function errorFields(error: Error) {
  return {
    errorType: error.name,
    errorMessage: error.message,
    stackTrace: (error.stack ?? '').split('\n').slice(1),
  };
}

function isJson(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Error) return false;
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
