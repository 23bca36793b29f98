import type { ProblemError } from '../../shared/problem/problem-error.ts';
import { refusedFields } from '../../shared/problem/refused-fields.ts';
import { shownText } from '../../shared/problem/shown-text.ts';

/** A list that pages are taken of: its name and whatever else decides what is in it and in which order. */
type ListName = readonly (string | number | undefined)[];

/** The cursor of the page that comes after the entry with this key. */
export function encodeCursor(list: ListName, key: string): string {
  return Buffer.from(JSON.stringify([listText(list), key])).toString('base64url');
}

/**
 * The key that a cursor stands for.
 * @param isKey whether a text can be a key of this list: a cursor may have been made up
 * @throws {ProblemError} `invalid_query` where it is no cursor of ours, or of another list
 */
export function decodeCursor(list: ListName, cursor: string, isKey: (key: string) => boolean): string {
  const parts = parsed(cursor);
  if (!Array.isArray(parts) || parts.length !== 2 || typeof parts[1] !== 'string' || !isKey(parts[1]))
    throw refused(cursor, 'is none that this API gave');
  if (parts[0] === listText(list)) return parts[1];
  throw refused(cursor, 'is of another list');
}

function listText(list: ListName): string {
  return list.map((part) => part ?? '').join(' ');
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
  } catch {
    // Not a cursor; what it is instead does not matter.
    return undefined;
  }
}

function refused(cursor: string, fault: string): ProblemError {
  const allowed = `the next_cursor of the page before, with the same parameters: this one ${fault}`;
  return refusedFields([{ field: 'cursor', got: shownText(cursor), allowed }], 'invalid_query');
}
