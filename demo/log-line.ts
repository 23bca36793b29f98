import { attemptLine } from './attempt-line.ts';
import type { Paint } from './paint.ts';

/** Lines that Lambda writes about an invocation, not the function. */
const LAMBDA_OWN = /^(START|END|REPORT|INIT_START) /;

/**
 * What a person sees of a line that a function logged: attempts as readable lines, errors and warnings as they are,
 * and undefined for the rest. A line that is not JSON was meant for nobody in particular, so it is shown.
 */
export function logLine(
  entry: { readonly functionName: string; readonly line: string },
  at: number,
  paint: Paint,
): string | undefined {
  const attempt = attemptLine(entry.line, at, paint);
  if (attempt !== undefined) return attempt;
  const level = levelOf(entry.line);
  if (level === 'ERROR' || level === 'FATAL') return `${paint('red', entry.functionName)}  ${entry.line}`;
  if (level === 'WARN') return `${paint('yellow', entry.functionName)}  ${entry.line}`;
  return undefined;
}

function levelOf(line: string): string | undefined {
  try {
    const level = (JSON.parse(line) as { level?: unknown } | null)?.level;
    return typeof level === 'string' ? level.toUpperCase() : undefined;
  } catch {
    return LAMBDA_OWN.test(line) || line.trim() === '' ? undefined : 'WARN';
  }
}
