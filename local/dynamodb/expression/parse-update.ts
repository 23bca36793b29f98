import type { AttributeType, AttributeValue } from '../item/attribute-value.ts';
import { typeOf } from '../item/type-of.ts';
import { checkOverlaps } from './check-overlaps.ts';
import { createCursor, type Cursor } from './cursor.ts';
import { parsePath } from './parse-path.ts';
import { parseSetValue } from './parse-set-value.ts';
import type { Path } from './path.ts';
import type { Placeholders } from './placeholders.ts';
import { updatedPaths, type SetValue, type Update } from './update.ts';

const SECTIONS = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
type Section = (typeof SECTIONS)[number];

/** What operands AWS calls by longer names in the errors of updates. */
const TYPE_NAMES: Readonly<Record<AttributeType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  L: 'LIST',
  M: 'MAP',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
};

/** @throws {AwsError} ValidationException */
export function parseUpdate(text: string, placeholders: Placeholders): Update {
  const cursor = createCursor(text, 'UpdateExpression', placeholders);
  const set: { path: Path; value: SetValue }[] = [];
  const remove: Path[] = [];
  const add: PathAndValue[] = [];
  const drop: PathAndValue[] = [];
  const seen = new Set<Section>();
  do {
    const section = takeSection(cursor, seen);
    do {
      if (section === 'SET') set.push(parseSet(cursor));
      else if (section === 'REMOVE') remove.push(parsePath(cursor));
      else if (section === 'ADD') add.push(parsePathAndValue(cursor, 'ADD', ['N', 'SS', 'NS', 'BS']));
      else drop.push(parsePathAndValue(cursor, 'DELETE', ['SS', 'NS', 'BS']));
    } while (cursor.takeSymbol(','));
  } while (cursor.peek().type !== 'end');
  const update: Update = { set, remove, add, delete: drop };
  checkOverlaps(updatedPaths(update), 'UpdateExpression');
  return update;
}

type PathAndValue = { readonly path: Path; readonly value: AttributeValue };

function takeSection(cursor: Cursor, seen: Set<Section>): Section {
  const section = SECTIONS.find((keyword) => cursor.isKeyword(keyword));
  if (!section) throw cursor.syntaxError();
  if (seen.has(section))
    throw cursor.error(`The "${section}" section can only be used once in an update expression;`);
  seen.add(section);
  cursor.next();
  return section;
}

function parseSet(cursor: Cursor): { path: Path; value: SetValue } {
  const path = parsePath(cursor);
  cursor.expectSymbol('=');
  return { path, value: parseSetValue(cursor) };
}

function parsePathAndValue(
  cursor: Cursor,
  operator: string,
  allowed: readonly AttributeType[],
): PathAndValue {
  const path = parsePath(cursor);
  const token = cursor.peek();
  if (token.type !== 'value') throw cursor.syntaxError();
  cursor.next();
  const value = cursor.placeholders.value(token.text, cursor.kind);
  if (!allowed.includes(typeOf(value)))
    throw cursor.error(
      `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${TYPE_NAMES[typeOf(value)]}`,
    );
  return { path, value };
}
