import assert from 'node:assert/strict';
import { hasten } from './hasten.ts';
import { type RoleStatement, withdraw } from './role-policies.ts';
import { tellStories } from './stories.ts';
import { startSynthesizedStack } from './synthesized-stack.ts';

/** How long after a story has failed its reason may take to be logged. */
const LOG_MS = 2_000;

/**
 * Tells the stories without a permission until the line is there that says what is missing.
 * @throws {Error} if every story goes well without it, or one fails and nothing says why
 */
export async function denialIn(withdrawn: RoleStatement): Promise<string> {
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
    return await Promise.race([found, told]);
  } finally {
    await stack.stop();
  }
}

function sentenceFor({ role, actions }: RoleStatement): RegExp {
  return new RegExp(
    `${role}-\\S+ is not authorized to perform: (${actions.join('|')}) on resource: (arn:aws:|\\*)`,
  );
}
