import type { Cursor } from './cursor.ts';
import type { Path } from './path.ts';
import { reservedWords } from './reserved-words.ts';

/** @throws {AwsError} ValidationException for a syntax error, a reserved word or an undefined name. */
export function parsePath(cursor: Cursor): Path {
  const steps: (string | number)[] = [];
  const first = parseName(cursor);
  for (;;) {
    if (cursor.takeSymbol('.')) steps.push(parseName(cursor));
    else if (cursor.takeSymbol('[')) steps.push(parsePosition(cursor));
    else return [first, ...steps];
  }
}

function parseName(cursor: Cursor): string {
  const token = cursor.peek();
  if (token.type === 'name') return cursor.placeholders.name(cursor.next().text, cursor.kind);
  if (token.type !== 'word') throw cursor.syntaxError();
  if (reservedWords.has(token.text.toUpperCase()))
    throw cursor.error(`Attribute name is a reserved keyword; reserved keyword: ${token.text}`);
  return cursor.next().text;
}

function parsePosition(cursor: Cursor): number {
  if (cursor.peek().type !== 'number') throw cursor.syntaxError();
  const position = Number(cursor.next().text);
  if (!Number.isSafeInteger(position)) throw cursor.error('List index is not within the allowable range');
  cursor.expectSymbol(']');
  return position;
}
