import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarize } from './summarize.ts';
import { withstandKills } from './withstand-kills.ts';

test('nothing that was acknowledged is lost when the platform is killed under load', async (t) => {
  const withstood = await withstandKills({
    kills: 3,
    seed: 1,
    untilMade: false,
    print: (line) => t.diagnostic(line),
  });
  t.diagnostic(summarize(withstood));
  assert.ok(withstood.events > 0, 'no event was acknowledged');
  assert.ok(withstood.apiWrites > 0, 'no API write was acknowledged');
});
