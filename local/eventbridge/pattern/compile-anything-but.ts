import { readComparable } from './compile-numeric.ts';
import type { ValueTest } from './compiled-pattern.ts';
import { foldCase } from './fold-case.ts';
import type { TokenCursor } from './token-cursor.ts';
import { wildcardTest } from './wildcard-test.ts';

/**
 * Compiles `"anything-but": ...` over a value, a list of values or of one operator's texts; the cursor stands on the
 * operator's name. It holds for every present value that is none of them, whatever its type.
 * @throws {AwsError} `InvalidEventPatternException`
 */
export function compileAnythingBut(cursor: TokenCursor): ValueTest {
  const { kind } = cursor.next();
  if (kind === '{') return compileOverOperator(cursor);
  const test = kind === '[' ? overList(cursor) : overValue(cursor, kind);
  return closed(cursor, test);
}

function overValue(cursor: TokenCursor, kind: string): ValueTest {
  if (kind === 'string') return notText(new Set([cursor.read()]));
  if (kind === 'number') return notNumber(new Set([readComparable(cursor)]));
  return cursor.refuse(NO_VALUE);
}

function overList(cursor: TokenCursor): ValueTest {
  const texts = new Set<string>();
  const numbers = new Set<number>();
  for (let token = cursor.next(); token.kind !== ']'; token = cursor.next()) {
    if (token.kind === 'string') texts.add(cursor.read());
    else if (token.kind === 'number') numbers.add(readComparable(cursor));
    else cursor.refuse('Inside anything but list, start|null|boolean is not supported.');
  }
  if (texts.size > 0 === numbers.size > 0)
    cursor.refuse(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  return texts.size > 0 ? notText(texts) : notNumber(numbers);
}

function notText(texts: ReadonlySet<string>): ValueTest {
  return { kind: 'other', accepts: ({ text }) => text === undefined || !texts.has(text) };
}

function notNumber(numbers: ReadonlySet<number>): ValueTest {
  return { kind: 'other', accepts: ({ number }) => number === undefined || !numbers.has(number) };
}

function compileOverOperator(cursor: TokenCursor): ValueTest {
  const name = cursor.next();
  if (name.kind !== 'name') return cursor.refuse('Anything-But expression name not found');
  const operator = OPERATORS[name.text];
  if (!operator) return cursor.refuse(`Unsupported anything-but pattern: ${name.text}`);
  const excluded = readTexts(cursor, operator).map((text) => operator.test(text, cursor));
  if (cursor.next().kind !== '}') cursor.refuse(TOO_MANY);
  return closed(cursor, {
    kind: 'other',
    accepts: ({ text }) => text === undefined || !excluded.some((fits) => fits(text)),
    ...(name.text === 'wildcard' ? { wildcard: true as const } : {}),
  });
}

type Operator = {
  readonly refusal: string;
  readonly allowsEmpty: boolean;
  test(text: string, cursor: TokenCursor): (value: string) => boolean;
};

const AFFIX = { refusal: 'prefix/suffix match pattern must be a string', allowsEmpty: false };

const OPERATORS: Readonly<Record<string, Operator>> = {
  prefix: { ...AFFIX, test: (text) => (value) => value.startsWith(text) },
  suffix: { ...AFFIX, test: (text) => (value) => value.endsWith(text) },
  'equals-ignore-case': {
    refusal: 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
    allowsEmpty: true,
    test(text) {
      const folded = foldCase(text);
      return (value) => foldCase(value) === folded;
    },
  },
  wildcard: {
    refusal: 'wildcard match pattern must be a string',
    allowsEmpty: true,
    test: (text, cursor) => wildcardTest(text, cursor),
  },
};

function readTexts(cursor: TokenCursor, operator: Operator): string[] {
  const { kind } = cursor.next();
  if (kind !== '[' && kind !== 'string' && kind !== 'number') return cursor.refuse(NO_VALUE);
  if (kind !== '[') return [readText(cursor, kind, operator)];
  const texts: string[] = [];
  for (let token = cursor.next(); token.kind !== ']'; token = cursor.next())
    texts.push(readText(cursor, token.kind, operator));
  return texts.length > 0 ? texts : cursor.refuse('Empty arrays are not allowed');
}

function readText(cursor: TokenCursor, kind: string, operator: Operator): string {
  if (kind !== 'string') return cursor.refuse(operator.refusal);
  const text = cursor.read();
  return text === '' && !operator.allowsEmpty ? cursor.refuse('Null prefix/suffix not allowed') : text;
}

function closed(cursor: TokenCursor, test: ValueTest): ValueTest {
  return cursor.next().kind === '}' ? test : cursor.refuse(TOO_MANY);
}

const NO_VALUE = 'Value of anything-but must be an array or single string/number value.';
const TOO_MANY = 'Too many elements in numeric expression';
