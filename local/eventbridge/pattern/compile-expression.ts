import { compileAnythingBut } from './compile-anything-but.ts';
import { compileNumeric } from './compile-numeric.ts';
import type { ValueTest } from './compiled-pattern.ts';
import { foldCase } from './fold-case.ts';
import { ipToHex } from './ip-to-hex.ts';
import { stringLeaf } from './leaf.ts';
import { parseCidr } from './parse-cidr.ts';
import type { TokenCursor } from './token-cursor.ts';
import { wildcardTest } from './wildcard-test.ts';

/**
 * Compiles one `{ "operator": ... }` of a pattern; the cursor stands on its opening brace.
 * @throws {AwsError} `InvalidEventPatternException`
 */
export function compileExpression(cursor: TokenCursor): ValueTest {
  const token = cursor.next();
  if (token.kind !== 'name') return cursor.refuse('Match expression name not found');
  switch (token.text) {
    case 'exactly':
      return closed(cursor, { kind: 'key', text: stringLeaf(readString(cursor, 'exact match')).key });
    case 'prefix':
      return compileAffix(cursor, 'prefix');
    case 'suffix':
      return compileAffix(cursor, 'suffix');
    case 'equals-ignore-case':
      return closed(cursor, equalsIgnoreCase(readString(cursor, 'equals-ignore-case match')));
    case 'wildcard':
      return closed(cursor, wildcard(cursor));
    case 'numeric':
      return compileNumeric(cursor);
    case 'anything-but':
      return compileAnythingBut(cursor);
    case 'exists':
      return compileExists(cursor);
    case 'cidr':
      return closed(cursor, cidr(readString(cursor, 'prefix match')));
    default:
      return cursor.refuse(`Unrecognized match type ${token.text}`);
  }
}

/** `"prefix": "text"` or `"prefix": { "equals-ignore-case": "text" }` */
function compileAffix(cursor: TokenCursor, kind: 'prefix' | 'suffix'): ValueTest {
  const token = cursor.next();
  if (token.kind === '{') return closed(cursor, ignoringCase(cursor, kind));
  if (token.kind !== 'string') return cursor.refuse(`${kind} match pattern must be a string`);
  return closed(cursor, { kind, text: cursor.read() });
}

function ignoringCase(cursor: TokenCursor, kind: 'prefix' | 'suffix'): ValueTest {
  const title = kind === 'prefix' ? 'Prefix' : 'Suffix';
  const name = cursor.next();
  if (name.kind !== 'name') return cursor.refuse(`${title} expression name not found`);
  if (name.text !== 'equals-ignore-case') return cursor.refuse(`Unsupported ${kind} pattern: ${name.text}`);
  const folded = foldCase(readString(cursor, 'equals-ignore-case match'));
  const fits = (text: string) =>
    kind === 'prefix' ? foldCase(text).startsWith(folded) : foldCase(text).endsWith(folded);
  return closed(cursor, { kind: 'other', accepts: ({ text }) => text !== undefined && fits(text) });
}

function equalsIgnoreCase(wanted: string): ValueTest {
  const folded = foldCase(wanted);
  return { kind: 'other', accepts: ({ text }) => text !== undefined && foldCase(text) === folded };
}

function wildcard(cursor: TokenCursor): ValueTest {
  const fits = wildcardTest(readString(cursor, 'wildcard match'), cursor);
  return { kind: 'other', wildcard: true, accepts: ({ text }) => text !== undefined && fits(text) };
}

function compileExists(cursor: TokenCursor): ValueTest {
  const { kind } = cursor.next();
  if (kind !== 'true' && kind !== 'false')
    return cursor.refuse('exists match pattern must be either true or false.');
  return closed(cursor, kind === 'true' ? { kind: 'other', accepts: () => true } : { kind: 'absent' });
}

function cidr(block: string): ValueTest {
  const { bottom, top } = parseCidr(block);
  return {
    kind: 'other',
    accepts({ text }) {
      const address = text === undefined ? undefined : ipToHex(text);
      return address?.length === bottom.length && address >= bottom && address <= top;
    },
  };
}

function readString(cursor: TokenCursor, what: string): string {
  return cursor.next().kind === 'string' ? cursor.read() : cursor.refuse(`${what} pattern must be a string`);
}

function closed(cursor: TokenCursor, test: ValueTest): ValueTest {
  return cursor.next().kind === '}' ? test : cursor.refuse('Only one key allowed in match expression');
}
