import { attemptLine } from './attempt-line.ts';
import { parseLogEntry } from './log-entry.ts';
import type { Paint } from './paint.ts';

/** Lines that Lambda writes about an invocation, not the function. */
const LAMBDA_OWN = /^(START|END|REPORT|INIT_START) /;

/**
 * What a person sees of a line that a function logged: attempts as readable lines, errors and warnings as they were logged,
 * and undefined for the rest. A line that is no JSON object was meant for nobody in particular, so it is shown.
 */
export function logLine(
  logged: { readonly functionName: string; readonly line: string },
  at: number,
  paint: Paint,
): string | undefined {
  const line = logged.line.trimEnd();
  const entry = parseLogEntry(line);
  if (entry?.fields['event'] === 'attempt') return attemptLine(entry.fields, at, paint);
  const colour = COLOURS.get(entry ? entry.level : textLevel(line));
  return colour && `${paint(colour, logged.functionName)}  ${entry ? JSON.stringify(entry.fields) : line}`;
}

const COLOURS = new Map<string | undefined, 'red' | 'yellow'>([
  ['ERROR', 'red'],
  ['FATAL', 'red'],
  ['WARN', 'yellow'],
]);

function textLevel(line: string): string | undefined {
  return LAMBDA_OWN.test(line) || line === '' ? undefined : 'WARN';
}
