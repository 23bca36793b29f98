import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { DisableRuleCommand } from '@aws-sdk/client-eventbridge';
import { PutFunctionConcurrencyCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { DeleteSecretCommand } from '@aws-sdk/client-secrets-manager';
import { eventually } from '../e2e/support/eventually.ts';
import { startWorld, type World } from './runbook-world.ts';

let world: World;

before(async () => {
  world = await startWorld();
});
afterEach(() => world.outage(undefined));
after(() => world.stop());

test('no-tick: a schedule that was switched off ticks again, and a tick is counted', async () => {
  const { aws, run } = world;
  await aws.events.send(new DisableRuleCommand({ Name: 'webhooks-test-tick' }));
  assert.match(await run('no-tick', 'Look'), /^DISABLED\n/);
  assert.match(await run('no-tick', 'Mend'), /"failed":0/);
  assert.equal(await world.measured('no-tick'), 1);
  assert.equal(await run('no-tick', 'Afterwards'), 'ENABLED\n');
});

test('reconcile-errors: a function that has lost its variables ticks again once that is undone', async () => {
  const { aws, run } = world;
  const FunctionName = 'webhooks-test-reconcile';
  // Whoever sets one variable by the AWS CLI takes away all others.
  const Environment = { Variables: { LOG_LEVEL: 'debug' } };
  await aws.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment }));
  assert.match(await run('reconcile-errors', 'Look'), /"errorMessage":/);
  assert.match(await run('reconcile-errors', 'Mend'), /ReconcileFunction/);
  assert.match(await run('reconcile-errors', 'Afterwards'), /"failed":0/);
});

test('subscriptions-not-made-true: one that could not get its rule is active after the next tick', async () => {
  const { api, run } = world;
  world.outage('PutRule');
  const { body } = await api('POST', '/v1/subscriptions', {
    url: world.receiver.url,
    events: ['call.ended'],
  });
  assert.equal(body['status'], 'provisioning');
  await eventually('a tick failed to make it true', async () => {
    await run('subscriptions-not-made-true', 'Mend');
    return world.measurements('ReconcileFailed').length > 0;
  });
  assert.ok((await world.measured('subscriptions-not-made-true')) >= 1);
  assert.doesNotMatch(await run('subscriptions-not-made-true', 'Look'), /sub_/);
  world.outage(undefined);
  const path = `/v1/subscriptions/${String(body['id'])}`;
  await eventually('it is active', async () => {
    await run('subscriptions-not-made-true', 'Mend');
    return (await api('GET', path)).body['status'] === 'active';
  });
  assert.match(await run('subscriptions-not-made-true', 'Look'), new RegExp(String(body['id'])));
  assert.match(await run('subscriptions-not-made-true', 'Afterwards'), /"failed":0/);
});

test('api-5xx: administrators are answered again when their key is restored, and customers were meanwhile', async () => {
  const { api, aws, receiver, run, stack } = world;
  await world.subscribe({ events: ['call.failed'] });
  const seen = receiver.received.length;
  const variables = { API: stack.apiUrl, ADMIN_KEY: stack.adminKey };
  await aws.secrets.send(new DeleteSecretCommand({ SecretId: 'webhooks-test-admin-key' }));
  await world.renew('api');
  assert.equal(await run('api-5xx', 'Afterwards', '', variables), '500');
  assert.equal((await api('GET', '/v1/me')).status, 200);
  await world.emit('call.failed');
  await receiver.waitFor(seen + 1);
  assert.match(await run('api-5xx', 'Look'), /^ACTIVE\n"?\d/);
  await run('api-5xx', 'Mend');
  assert.equal(await run('api-5xx', 'Look'), 'ACTIVE\nNone\n');
  assert.equal(await run('api-5xx', 'Afterwards', '', variables), '200');
});

test('throttles: a function that was stopped runs again, and what waited arrives', async () => {
  const { aws, receiver, run } = world;
  const subscription = await world.subscribe({ events: ['call.started'] });
  const seen = receiver.received.length;
  const FunctionName = 'webhooks-test-deliver';
  await aws.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
  await world.emit('call.started');
  await eventually('the event waits', async () => (await world.depth(subscription)) === 1);
  assert.match(await run('throttles', 'Look'), /"ReservedConcurrentExecutions": 0/);
  assert.equal(receiver.received.length, seen);
  await run('throttles', 'Mend');
  await receiver.waitFor(seen + 1);
  await eventually('nothing waits', async () => (await world.depth(subscription)) === 0);
  await run('throttles', 'Afterwards', subscription);
});

test("concurrency: a subscription that takes too much of the account's share is held to less", async () => {
  const { run, stack } = world;
  const subscription = await world.subscribe({ events: ['call.started'], max_concurrency: 200 });
  assert.equal(await run('concurrency', 'Look'), '1000\n');
  const before = Number(await run('concurrency', 'Afterwards', subscription));
  const variables = { API: stack.apiUrl, ADMIN_KEY: stack.adminKey };
  await eventually('the mapping takes the change', async () => {
    const answer = await run('concurrency', 'Mend', subscription, variables);
    assert.match(answer, /"max_concurrency":20\b/);
    return Number(await run('concurrency', 'Afterwards', subscription)) < before;
  });
});
