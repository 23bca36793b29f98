import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type RoleStatement, roleStatements, withdraw } from './role-policies.ts';
import { setEnvironment } from './set-environment.ts';
import { tellAnotherRelease, tellStories } from './stories.ts';
import { startSynthesizedStack, type SynthesizedStack } from './synthesized-stack.ts';
import { synthesizedAssembly, type Template } from './synthesized-assembly.ts';

/** How long after a story has failed its reason may take to be logged. */
const LOG_MS = 2_000;

const { template } = await synthesizedAssembly();

test('the failing endpoint story fails without sqs:ChangeMessageVisibility, with a line that names all of it', async () => {
  const withdrawn = {
    role: 'webhooks-test-deliver',
    sid: 'Queues',
    actions: ['sqs:ChangeMessageVisibility'],
  };
  const denial = await denialIn(withdrawn);
  assert.match(
    denial,
    /User: arn:aws:sts::\d{12}:assumed-role\/webhooks-test-deliver-us-east-1\/embedded is not authorized to perform: sqs:ChangeMessageVisibility on resource: arn:aws:sqs:us-east-1:\d{12}:webhooks-test-sub_[0-9a-f]+ because no identity-based policy allows the sqs:ChangeMessageVisibility action/,
  );
  assert.match(denial, /AccessDenied/);
});

test('no role has a permission that no story uses', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'webhooks-ledger-'));
  try {
    const first = await unusedAfter(tellStories, { dataDirectory, visibilitySeconds: '8' });
    const second = await unusedAfter(tellAnotherRelease, { dataDirectory, visibilitySeconds: '9' });
    assert.deepEqual(
      first.filter((permission) => second.includes(permission)),
      [],
    );
  } finally {
    rmSync(dataDirectory, { recursive: true });
  }
});

describe('a story fails, and its reason is logged, without', () => {
  for (const statement of roleStatements(template))
    test(`the statement ${statement.sid} of ${statement.role}`, async () => {
      await denialIn(statement);
    });
});

/** Tells the stories without a permission until the line is there that says what is missing. */
async function denialIn(withdrawn: RoleStatement): Promise<string> {
  const stack = await startSynthesizedStack({
    edit: (edited) => {
      withdraw(edited, withdrawn);
      hasten(edited);
    },
  });
  try {
    const found = stack.traces.waitFor(sentenceFor(withdrawn));
    const told = tellStories(stack).then(
      () => assert.fail(`everything went well without ${withdrawn.actions.join(', ')}`),
      () => stack.traces.waitFor(sentenceFor(withdrawn), LOG_MS),
    );
    return await Promise.any([found, told]);
  } finally {
    await stack.stop();
  }
}

function sentenceFor({ role, actions }: RoleStatement): RegExp {
  return new RegExp(
    `${role}-\\S+ is not authorized to perform: (${actions.join('|')}) on resource: (arn:aws:|\\*)`,
  );
}

async function unusedAfter(
  tell: (stack: SynthesizedStack) => Promise<void>,
  { dataDirectory, visibilitySeconds }: { dataDirectory: string; visibilitySeconds: string },
): Promise<readonly string[]> {
  const stack = await startSynthesizedStack({
    dataDirectory,
    edit: (edited) => {
      setEnvironment(edited, 'webhooks-test-reconcile', { VISIBILITY_TIMEOUT_SECONDS: visibilitySeconds });
      hasten(edited);
    },
  });
  try {
    await tell(stack);
    return stack.ledger
      .unusedStatements()
      .map(({ role, statement, action }) => `${role}, ${statement}: ${action}`);
  } finally {
    await stack.stop();
  }
}

function hasten(edited: Template): void {
  setEnvironment(edited, 'webhooks-test-reconcile', {
    QUEUE_REMOVAL_DELAY_SECONDS: '0',
    SWEEP_INTERVAL_SECONDS: '0',
    ORPHAN_GRACE_SECONDS: '0',
  });
}
