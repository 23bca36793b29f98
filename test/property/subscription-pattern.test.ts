import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { filterFaults } from '../../shared/subscription/filter.ts';
import { compilePattern } from '../../shared/subscription/pattern.ts';

type Clauses = ReadonlyMap<string, unknown>;

/** Names that could break out, if any could. */
const name = fc.oneof(
  fc.constantFrom('$or', '__proto__', 'account_id', 'detail', 'data', 'detail-type', 'constructor', 'a', 'b'),
  fc.string(),
);
const match = fc.oneof(
  fc.string(),
  fc.constant('someone-else'),
  fc.constant({ exists: false }),
  fc.constant({ exists: true }),
  fc.constant({ 'anything-but': 'acme' }),
  fc.constant({ prefix: 'a' }),
);
const { pattern } = fc.letrec<{ pattern: unknown; field: unknown }>((tie) => ({
  pattern: fc
    .array(fc.tuple(name, tie('field')), { minLength: 1, maxLength: 3 })
    // JSON.parse makes __proto__ a field of its own, as in a request.
    .map(
      (entries) =>
        JSON.parse(
          `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join()}}`,
        ) as unknown,
    ),
  field: fc.oneof(
    { maxDepth: 4 },
    fc.array(match, { minLength: 1, maxLength: 2 }),
    fc.array(tie('pattern'), { minLength: 2, maxLength: 3 }),
    tie('pattern'),
  ),
}));

test('no filter removes or widens the account clause', () => {
  let accepted = 0;
  fc.assert(
    fc.property(pattern, (filter) => {
      if (filterFaults(filter).length > 0) return;
      accepted += 1;
      const compiled = compilePattern({
        accountId: 'acme',
        events: ['*'],
        filter: filter as Record<string, unknown>,
      });
      const branches = flatten(JSON.parse(JSON.stringify(compiled)) as Record<string, unknown>, '', [
        new Map(),
      ]);
      assert.ok(branches.length > 0);
      for (const branch of branches) {
        assert.deepEqual(branch.get('detail.account_id'), ['acme']);
        assert.ok(
          [...branch.keys()].every((key) => /^(detail-type$|detail\.account_id$|detail\.data\.)/.test(key)),
        );
      }
    }),
    { numRuns: 2_000 },
  );
  assert.ok(accepted > 100, `only ${accepted} filters were accepted: the property says little`);
});

/** The alternatives that a rule stands for, each with its clauses by full name, as EventBridge's rule engine reads it. */
function flatten(
  pattern: Record<string, unknown>,
  path: string,
  branches: readonly Clauses[],
): readonly Clauses[] {
  return Object.entries(pattern).reduce((sofar, [key, value]) => {
    if (key === '$or')
      return (value as Record<string, unknown>[]).flatMap((alternative) => flatten(alternative, path, sofar));
    const full = path === '' ? key : `${path}.${key}`;
    if (!Array.isArray(value)) return flatten(value as Record<string, unknown>, full, sofar);
    return sofar.map((branch) => new Map([...branch, [full, value]]));
  }, branches);
}
