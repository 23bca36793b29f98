import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Use } from '../../local/iam/ledger.ts';
import { denialIn } from './denial-in.ts';
import { hasten } from './hasten.ts';
import { setEnvironment } from './set-environment.ts';
import { tellAnotherRelease, tellStories } from './stories.ts';
import { superfluousStatements } from './superfluous-statements.ts';
import { startSynthesizedStack, type SynthesizedStack } from './synthesized-stack.ts';

describe('when all stories have been told', () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'webhooks-ledger-'));
  const uses: Use[] = [];
  const unused: (readonly string[])[] = [];
  before(async () => {
    for (const [tell, visibilitySeconds] of [
      [tellStories, '8'],
      [tellAnotherRelease, '9'],
    ] as const) {
      const { ledger } = await telling(tell, { dataDirectory, visibilitySeconds });
      uses.push(...ledger.uses());
      unused.push(
        ledger.unusedStatements().map(({ role, statement, action }) => `${role}, ${statement}: ${action}`),
      );
    }
  });
  after(() => rmSync(dataDirectory, { recursive: true }));

  test('no role has a permission that none of them used', () => {
    const [first = [], second = []] = unused;
    assert.deepEqual(
      first.filter((permission) => second.includes(permission)),
      [],
    );
  });

  test('no role has a statement that all of them could do without', () => {
    assert.ok(uses.length > 50, `only ${uses.length} uses are in the ledger`);
    assert.deepEqual(superfluousStatements(dataDirectory, uses), []);
  });
});

describe('a story fails, and the log names action, resource and role, without', () => {
  // test/local/each-statement.ts takes out every statement in turn.
  for (const [role, sid, action, resource] of [
    ['deliver', 'Queues', 'sqs:ChangeMessageVisibility', 'sqs:us-east-1:000000000000:webhooks-test-sub_'],
    ['deliver', 'Deliveries', 'dynamodb:UpdateItem', 'dynamodb:us-east-1:000000000000:table/webhooks-test-'],
    ['reconcile', 'Rules', 'events:PutTargets', 'events:us-east-1:000000000000:rule/webhooks-test/'],
    ['api', 'Reconcile', 'lambda:InvokeFunction', 'lambda:us-east-1:000000000000:function:webhooks-test-'],
  ] as const)
    test(`${action} of ${role}`, async () => {
      const line = await denialIn({ role: `webhooks-test-${role}`, sid, actions: [action] });
      const user = `User: arn:aws:sts::000000000000:assumed-role/webhooks-test-${role}-us-east-1/embedded`;
      const sentence = `${user} is not authorized to perform: ${action} on resource: arn:aws:${resource}`;
      assert.ok(line.includes(sentence), line);
      assert.match(line, /AccessDenied/);
      assert.match(line, new RegExp(`because no identity-based policy allows the ${action} action`));
    });
});

async function telling(
  tell: (stack: SynthesizedStack) => Promise<void>,
  { dataDirectory, visibilitySeconds }: { dataDirectory: string; visibilitySeconds: string },
): Promise<SynthesizedStack> {
  const stack = await startSynthesizedStack({
    dataDirectory,
    edit: (edited) => {
      setEnvironment(edited, 'webhooks-test-reconcile', { VISIBILITY_TIMEOUT_SECONDS: visibilitySeconds });
      hasten(edited);
    },
  });
  try {
    await tell(stack);
    return stack;
  } finally {
    await stack.stop();
  }
}
