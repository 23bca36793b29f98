import type { CompiledPattern, FieldTest, ValueTest } from './compiled-pattern.ts';
import { invalidPattern } from './invalid-pattern.ts';
import { literalLeaf, numberLeaf, stringLeaf } from './leaf.ts';
import { compileExpression } from './compile-expression.ts';
import { tokenCursor, type TokenCursor } from './token-cursor.ts';
import { tokenizePattern } from './tokenize-pattern.ts';

/**
 * Compiles an event pattern of the classic EventBridge language.
 * @throws {AwsError} `InvalidEventPatternException` with AWS's reason and place.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function compilePattern(source: string, options: { maxLength?: number } = {}): CompiledPattern {
  const maxLength = options.maxLength ?? 2048;
  if (source.length > maxLength)
    throw invalidPattern(`Event pattern has ${source.length} characters, the limit is ${maxLength}`);
  const cursor = tokenCursor(source, tokenizePattern(source));
  const first = cursor.next();
  if (first.kind !== '{') throw invalidPattern('Filter is not an object', source, first.reached);
  const branches: Branches = [];
  compileObject({ cursor, branches, path: [], insideOr: false });
  const tests = branches.flatMap((branch) => [...branch.values()].flat());
  return {
    subRules: branches.map(toSubRule),
    usesWildcard: tests.some((test) => test.kind === 'other' && test.wildcard === true),
  };
}

/** The alternatives so far, each the tests by path; a later mention of a path replaces the earlier one, as on AWS. */
type Branches = Map<string, readonly ValueTest[]>[];

type Place = {
  readonly cursor: TokenCursor;
  readonly branches: Branches;
  readonly path: readonly string[];
  readonly insideOr: boolean;
};

function compileObject(place: Place): void {
  const { cursor } = place;
  let isEmpty = true;
  for (let token = cursor.next(); token.kind !== '}'; token = cursor.next()) {
    isEmpty = false;
    const name = token.text;
    if (name === '$or') {
      compileOr(place);
      continue;
    }
    if (place.insideOr && RESERVED.has(name))
      cursor.refuse(`${name} is Ruler reserved fieldName which cannot be used inside $or.`);
    const value = cursor.next();
    if (value.kind === '{') compileObject({ ...place, path: [...place.path, name] });
    else if (value.kind === '[') compileValues(place, [...place.path, name].join('.'));
    else cursor.refuse(`"${name}" must be an object or an array`);
  }
  if (isEmpty) cursor.refuse('Empty objects are not allowed');
}

function compileValues({ cursor, branches }: Place, path: string): void {
  const tests: ValueTest[] = [];
  for (let token = cursor.next(); token.kind !== ']'; token = cursor.next()) {
    if (token.kind === '{') tests.push(compileExpression(cursor));
    else if (token.kind === 'string') tests.push({ kind: 'key', text: stringLeaf(cursor.read()).key });
    else if (token.kind === 'number') tests.push({ kind: 'key', text: numberLeaf(cursor.read()).key });
    else if (token.kind === 'true' || token.kind === 'false' || token.kind === 'null')
      tests.push({ kind: 'key', text: literalLeaf(token.kind).key });
    else cursor.refuse('Match value must be String, number, true, false, or null');
  }
  if (tests.length === 0) cursor.refuse('Empty arrays are not allowed');
  if (branches.length === 0) branches.push(new Map());
  for (const branch of branches) branch.set(path, tests);
}

/** Every alternative so far goes on once with each object of the `$or`. */
function compileOr(place: Place): void {
  const { cursor, branches } = place;
  const before = branches.length === 0 ? [new Map<string, readonly ValueTest[]>()] : [...branches];
  branches.length = 0;
  if (cursor.next().kind !== '[') cursor.refuse('It must be an Array followed with $or.');
  let count = 0;
  for (let token = cursor.next(); token.kind !== ']'; token = cursor.next()) {
    count += 1;
    if (token.kind !== '{') cursor.refuse('Only JSON object is allowed in array of $or relationship.');
    const branch: Branches = before.map((tests) => new Map(tests));
    compileObject({ ...place, branches: branch, insideOr: true });
    branches.push(...branch);
    if (branches.length > MAX_COMBINATIONS)
      throw invalidPattern(
        `Rule is too complex - $or makes more than ${MAX_COMBINATIONS} rule combinations, split the rule`,
      );
  }
  if (count < 2) cursor.refuse('There must have at least 2 Objects in $or relationship.');
}

function toSubRule(branch: ReadonlyMap<string, readonly ValueTest[]>): FieldTest[] {
  // By UTF-16 code units: the order in which the rule engine visits fields decides what `exists: false` sees in arrays.
  return [...branch]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, tests]) => toFieldTest(path, tests));
}

function toFieldTest(path: string, tests: readonly ValueTest[]): FieldTest {
  const texts = (kind: 'key' | 'prefix' | 'suffix') =>
    tests.flatMap((test) => (test.kind === kind ? [test.text] : []));
  return {
    path,
    keys: new Set(texts('key')),
    prefixes: texts('prefix'),
    suffixes: texts('suffix'),
    others: tests.flatMap((test) => (test.kind === 'other' ? [test.accepts] : [])),
    absent: tests.some((test) => test.kind === 'absent'),
  };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html complex example with or */
const MAX_COMBINATIONS = 1000;

/** Names that the rule engine keeps to itself within `$or`, some for operators yet to come. */
const RESERVED = new Set(
  [
    'exactly equals-ignore-case prefix suffix anything-but exists wildcard numeric cidr html',
    '= < <= > >= regex not-wildcard not-equals-ignore-case',
    'date-after date-on-or-after date-before date-on-or-before in-date-range',
    'ip-address-in-range ip-address-not-in-range',
  ].flatMap((line) => line.split(' ')),
);
