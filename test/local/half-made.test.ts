import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { AwsError } from '../../local/endpoint/aws-error.ts';
import type { EmbeddedAwsOptions } from '../../local/embedded-aws.ts';
import { eventually } from '../e2e/support/eventually.ts';
import { type HealWorld, PREFIX, startHealWorld } from './heal-world.ts';

/** Which change of AWS is the last one that is made, its answer lost; everything after it fails. */
let breaksAt = Infinity;
let changes = 0;

const ids: string[] = [];
let world: HealWorld;

before(async () => {
  // The SDK's own retries would only be waited for: what fails here fails until the next run.
  world = await startHealWorld({ fault: breakOff }, { AWS_MAX_ATTEMPTS: '1' });
});
after(() => world.stop());

test('a subscription whose making breaks off, after whichever change, is made whole and gets its events', async () => {
  do {
    [breaksAt, changes] = [ids.length + 1, 0];
    const { status, body } = await world.api('POST', '/v1/subscriptions', {
      url: world.receiver.url,
      events: ['call.ended'],
    });
    assert.deepEqual([status, body['status']], [201, changes < breaksAt ? 'active' : 'provisioning']);
    ids.push(String(body['id']));
  } while (changes >= breaksAt);
  assert.ok(ids.length > 5, `only ${ids.length - 1} of its changes were broken off after`);
  breaksAt = Infinity;
  await eventually('all of them are active', async () => {
    await world.tick();
    const { body } = await world.api('GET', '/v1/subscriptions');
    return (body['data'] as { status: string }[]).every(({ status }) => status === 'active');
  });
  assert.deepEqual(await resources(), {
    queues: ids.flatMap((id) => [`${PREFIX}-${id}`, `${PREFIX}-${id}-dlq`]).toSorted(),
    rules: ids.map((id) => `${PREFIX}-${id}: 1 target`).toSorted(),
    mappings: ids.map((id) => `${PREFIX}-${id}`).toSorted(),
  });
  await world.emit('call.ended', { n: 1 });
  await world.receiver.waitFor(ids.length);
});

test('a subscription whose deletion breaks off, after whichever change, leaves nothing', async () => {
  for (const [index, id] of ids.entries()) {
    [breaksAt, changes] = [index + 1, 0];
    assert.equal((await world.api('DELETE', `/v1/subscriptions/${id}`)).status, 202);
  }
  // Each tick makes one change more than the one before it.
  breaksAt = 0;
  await eventually('all of them are gone', async () => {
    [breaksAt, changes] = [breaksAt + 1, 0];
    await world.tick();
    const { body } = await world.api('GET', '/v1/subscriptions');
    return (body['data'] as unknown[]).length === 0;
  });
  assert.deepEqual(await resources(), { queues: [], rules: [], mappings: [] });
});

function breakOff(
  ...[service, operation, caller]: Parameters<NonNullable<EmbeddedAwsOptions['fault']>>
): ReturnType<NonNullable<EmbeddedAwsOptions['fault']>> {
  const isReconcile = caller.kind === 'role' && caller.arn.includes(`${PREFIX}-reconcile`);
  if (!isReconcile || !['sqs', 'events', 'lambda'].includes(service)) return undefined;
  if (!/^(Create|Put|Set|Tag|Update|Delete|Remove|Disable|Enable)/.test(operation)) return undefined;
  changes++;
  if (changes < breaksAt) return undefined;
  return changes === breaksAt ? 'drop-answer' : new AwsError('InternalFailure', 'Something went wrong', 500);
}

/** What the subscriptions have in AWS, by name. */
async function resources() {
  const { sqs, events, lambda } = world.aws;
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: `${PREFIX}-sub_` }));
  const rules = { EventBusName: PREFIX, NamePrefix: `${PREFIX}-sub_` };
  const { Rules = [] } = await events.send(new ListRulesCommand(rules));
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({}));
  return {
    queues: names(QueueUrls),
    rules: await Promise.all(
      Rules.map(async ({ Name: Rule }) => {
        const target = new ListTargetsByRuleCommand({ EventBusName: PREFIX, Rule });
        return `${Rule}: ${(await events.send(target)).Targets?.length} target`;
      }),
    ),
    mappings: names(EventSourceMappings.map(({ EventSourceArn = '' }) => EventSourceArn)),
  };
}

/** The last parts of URLs and ARNs. */
function names(paths: readonly string[]): readonly string[] {
  return paths.map((path) => path.split(/[/:]/).at(-1) ?? '').toSorted();
}
