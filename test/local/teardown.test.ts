import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { AwsError } from '../../local/endpoint/aws-error.ts';
import { type HealWorld, PREFIX, startHealWorld } from './heal-world.ts';
import { runTeardown } from './run-teardown.ts';

let world: HealWorld;
/** Every fifth call of a command is refused while this is on. */
let throttled = false;
let calls = 0;

before(async () => {
  world = await startHealWorld({
    fault: (_service, operation) =>
      throttled && /^(Delete|Remove|List)/.test(operation) && ++calls % 5 === 0
        ? new AwsError('ThrottlingException', 'Rate exceeded', 429)
        : undefined,
  });
  for (const events of [['call.ended'], ['call.failed'], ['call.*']]) await world.subscribe({ events });
});
after(() => world.stop());

test('without --yes it says what there is and removes nothing', async () => {
  const { code, output } = await teardown('--stage', 'test');
  assert.equal(code, 1);
  assert.match(output, /queues to remove: 6/);
  assert.deepEqual(await counts(), { mappings: 3, rules: 3, queues: 6 });
});

test('rejects what it does not understand, and a stage that is not named', async () => {
  assert.match((await teardown('--everything')).output, /takes --stage and --yes/);
  assert.match((await teardown('--yes')).output, /must name the stage/);
});

test('it leaves another stage alone', async () => {
  const { code, output } = await teardown('--stage', 'tes', '--yes');
  assert.equal(code, 0, output);
  assert.deepEqual(await counts(), { mappings: 3, rules: 3, queues: 6 });
});

test('it removes everything made at run time under throttling, and a second run finds nothing', async () => {
  throttled = true;
  const first = await teardown('--stage', 'test', '--yes');
  assert.equal(first.code, 0, first.output);
  throttled = false;
  assert.deepEqual(await counts(), { mappings: 0, rules: 0, queues: 0 });
  const second = await teardown('--stage', 'test', '--yes');
  assert.equal(second.code, 0);
  assert.match(second.output, /0 queues removed/);
});

function teardown(...args: string[]) {
  return runTeardown(world.stack, ...args);
}

async function counts() {
  const { events, lambda, sqs } = world.aws;
  const { Rules = [] } = await events.send(
    new ListRulesCommand({ EventBusName: PREFIX, NamePrefix: `${PREFIX}-sub_` }),
  );
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({}));
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: `${PREFIX}-sub_` }));
  return { mappings: EventSourceMappings.length, rules: Rules.length, queues: QueueUrls.length };
}
