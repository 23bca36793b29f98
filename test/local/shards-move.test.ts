import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DescribeRuleCommand } from '@aws-sdk/client-eventbridge';
import { eventually } from '../e2e/support/eventually.ts';
import { type Receiver, startReceiver } from '../e2e/support/receiver.ts';
import { shardOf } from '../../shared/shard/shard-of.ts';
import { ACCOUNT, type HealWorld, PREFIX, startHealWorld } from './heal-world.ts';

const dataDirectory = mkdtempSync(join(tmpdir(), 'webhooks-shards-'));
const SHARDS = 4;
const HOME = `${PREFIX}.shard-1`;

/** Outlives the release that the subscription was made under. */
let receiver: Receiver;
let world: HealWorld;
let id: string;

before(async () => {
  assert.equal(shardOf(ACCOUNT, SHARDS), 1);
  receiver = await startReceiver();
  world = await startHealWorld({ dataDirectory });
  id = await world.subscribe({ events: ['call.*'], url: receiver.url });
  const awsPort = Number(new URL(world.stack.endpointUrl).port);
  await world.stop();
  world = await startHealWorld({ dataDirectory, awsPort, stage: { shards: SHARDS } });
});

after(async () => {
  await world.stop();
  await receiver.stop();
  rmSync(dataDirectory, { recursive: true });
});

test('when there are more shards, rules move to the bus of their account and no event is lost or sent twice', async () => {
  assert.deepEqual(await busesWithRule(), [PREFIX]);
  await arrives('by the old rule');

  await world.tick();
  assert.ok((await busesWithRule()).includes(HOME));
  await arrives('while it moves');

  await eventually('the old rule is gone', async () => {
    await world.tick();
    return (await busesWithRule()).length === 1;
  });
  assert.deepEqual(await busesWithRule(), [HOME]);
  await arrives('by the new rule');
  await eventually('nothing is left to be sent on', async () => {
    await world.tick();
    return (await world.receiveAll(`${PREFIX}-ingest-dlq`)).length === 0;
  });
  const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
  assert.equal(ids.length, 3);
  assert.equal(new Set(ids).size, 3);
});

async function arrives(text: string): Promise<void> {
  await world.emit('call.ended', { text });
  await eventually(`the event arrives ${text}`, () =>
    Promise.resolve(receiver.received.some(({ body }) => body.includes(text))),
  );
}

async function busesWithRule(): Promise<readonly string[]> {
  const names = [PREFIX, ...[1, 2, 3].map((shard) => `${PREFIX}.shard-${shard}`)];
  const found = await Promise.all(
    names.map((EventBusName) =>
      world.aws.events.send(new DescribeRuleCommand({ Name: `${PREFIX}-${id}`, EventBusName })).then(
        () => [EventBusName],
        (error: unknown) => {
          assert.equal(error instanceof Error && error.name, 'ResourceNotFoundException');
          return [];
        },
      ),
    ),
  );
  return found.flat();
}
