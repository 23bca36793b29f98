import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { compilePattern as compileRule } from '../../local/eventbridge/pattern/compile-pattern.ts';
import { flattenEvent } from '../../local/eventbridge/pattern/flatten-event.ts';
import { parseJsonExactly } from '../../local/eventbridge/pattern/parse-json-exactly.ts';
import { createRuleIndex } from '../../local/eventbridge/pattern/rule-index.ts';
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

/** At least one of: ordinary names, groups, everything, operational names. */
const selectors = fc.uniqueArray(
  fc.constantFrom('call.ended', 'agent.error', 'call.*', '*', 'subscription.disabled', 'message.exhausted'),
  { minLength: 1 },
);

test('no filter removes or widens the account clause or the source of an event type', () => {
  let accepted = 0;
  fc.assert(
    fc.property(pattern, selectors, (filter, events) => {
      if (filterFaults(filter).length > 0) return;
      accepted += 1;
      const compiled = compilePattern({
        accountId: 'acme',
        events,
        filter: filter as Record<string, unknown>,
      });
      const branches = flatten(JSON.parse(JSON.stringify(compiled)) as Record<string, unknown>, '', [
        new Map(),
      ]);
      assert.ok(branches.length > 0);
      for (const branch of branches) {
        assert.deepEqual(branch.get('detail.account_id'), ['acme']);
        assertSource(branch);
        assert.ok(
          [...branch.keys()].every((key) =>
            /^(source$|detail-type$|detail\.account_id$|detail\.data\.)/.test(key),
          ),
        );
      }
    }),
    { numRuns: 2_000 },
  );
  assert.ok(accepted > 100, `only ${accepted} filters were accepted: the property says little`);
});

const EMITTED = [
  'call.ended',
  'call.started',
  'agent.error',
  'internal.audit',
  'subscription',
  'messages.sent',
  'subscription.disabled',
  'subscription.recovered',
  'message.exhausted',
];

test('a rule matches the selected types of its account, operational ones from the own source and others from elsewhere', () => {
  const emitted = fc.record({
    type: fc.constantFrom(...EMITTED),
    source: fc.constantFrom(
      'freyavoice.webhooks',
      'freyavoice.calls',
      'freyavoice.webhooks2',
      'FREYAVOICE.webhooks',
    ),
    account: fc.constantFrom('acme', 'globex'),
  });
  let matched = 0;
  fc.assert(
    fc.property(selectors, emitted, (events, event) => {
      const index = createRuleIndex<string>();
      index.put('rule', compileRule(JSON.stringify(compilePattern({ accountId: 'acme', events }))));
      const detail = { account_id: event.account, data: {} };
      const text = JSON.stringify({ source: event.source, 'detail-type': event.type, detail });
      const matches = index.matches(flattenEvent(parseJsonExactly(text))).has('rule');
      assert.equal(matches, event.account === 'acme' && isSelected(events, event), text);
      if (matches) matched += 1;
    }),
    { numRuns: 2_000 },
  );
  assert.ok(matched > 100, `only ${matched} events matched: the property says little`);
});

function assertSource(branch: Clauses): void {
  const types = branch.get('detail-type') as readonly unknown[];
  const operational = types.filter(
    (type) => typeof type === 'string' && /^(subscription|message)\./.test(type),
  );
  const isOwn = operational.length > 0;
  assert.equal(operational.length, isOwn ? types.length : 0, 'an alternative is of one kind');
  assert.deepEqual(
    branch.get('source'),
    isOwn ? ['freyavoice.webhooks'] : [{ 'anything-but': 'freyavoice.webhooks' }],
  );
}

function isSelected(events: readonly string[], { type, source }: { type: string; source: string }): boolean {
  if (/^(subscription|message)\./.test(type))
    return events.includes(type) && source === 'freyavoice.webhooks';
  const [group] = type.split('.');
  const inCatalogue = type.includes('.') && ['call', 'agent', 'workflow', 'campaign'].includes(group ?? '');
  const named =
    events.includes(type) || (inCatalogue && (events.includes(`${group}.*`) || events.includes('*')));
  return named && source !== 'freyavoice.webhooks';
}

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
