import { shownText } from './shown-text.ts';

/** A value as an error may show it: itself where it is short, else its beginning or its kind. */
export function shownValue(value: unknown): unknown {
  if (typeof value === 'string') return shownText(value);
  // JSON can write a number that is too large for a double, and would show it as null.
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return 'an object';
}
