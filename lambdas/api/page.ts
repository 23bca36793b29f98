import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Answer } from './route.ts';

type List = {
  /** What decides which list it is, for its cursors. */
  readonly name: Parameters<typeof encodeCursor>[0];
  /** Whether a text can be the key of an entry. */
  readonly isKey: (key: string) => boolean;
};

/** Where a page begins: after this entry. Empty for the first page. */
export function pageStart(list: List, cursor: string | undefined): { readonly after?: string } {
  return cursor === undefined ? {} : { after: decodeCursor(list.name, cursor, list.isKey) };
}

/** A page as every list answers it. */
export function pageAnswer(list: List, data: readonly unknown[], next: string | undefined): Answer {
  const next_cursor = next === undefined ? null : encodeCursor(list.name, next);
  return { status: 200, body: { data, next_cursor } };
}
