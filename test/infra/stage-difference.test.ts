import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stageTemplate } from './stage-template.ts';

/** What runs on a laptop is what is deployed, but for these. */
const ALLOWED = {
  'address rules': /\/Environment\/Variables\/ADDRESS_RULES$/,
  durations: /\/Properties\/Timeout$|\/Environment\/Variables\/[A-Z_]+_SECONDS$/,
  retention:
    /\/Properties\/(RetentionInDays|RetentionDays|MessageRetentionPeriod|DeletionProtectionEnabled)$|\/(DeletionPolicy|UpdateReplacePolicy)$/,
};

describe('a stage that runs on a laptop', () => {
  for (const name of ['local', 'test', 'dev'])
    it(`differs from production in address rules, durations, names and retention alone: ${name}`, () => {
      const paths = differences(withoutNames(name), withoutNames('prod'));
      assert.ok(paths.length > 0, 'the two templates are one and the same');
      for (const path of paths)
        assert.ok(
          Object.values(ALLOWED).some((allowed) => allowed.test(path)),
          `${path} differs; only ${Object.keys(ALLOWED).join(', ')} and names may`,
        );
    });
});

describe('the comparison of two templates', () => {
  it('finds what is added, removed, changed and longer', () => {
    assert.deepEqual(differences({ a: 1, b: [1], c: { d: 1 } }, { b: [1, 2], c: { d: 2 }, e: null }), [
      '/a',
      '/b/1',
      '/c/d',
      '/e',
    ]);
    assert.deepEqual(differences({ a: { b: 1 } }, { a: 'b' }), ['/a']);
    assert.deepEqual(differences({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), []);
  });
});

function withoutNames(stage: string): unknown {
  return JSON.parse(JSON.stringify(stageTemplate(stage)).replaceAll(`webhooks-${stage}`, 'webhooks-<stage>'));
}

function differences(a: unknown, b: unknown, path = ''): readonly string[] {
  if (!isTree(a) || !isTree(b) || Array.isArray(a) !== Array.isArray(b)) return a === b ? [] : [path];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) => differences(a[key], b[key], `${path}/${key}`));
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
