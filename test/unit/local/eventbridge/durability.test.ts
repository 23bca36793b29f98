import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openDatabase } from '../../../../local/storage/open-database.ts';
import { createEventBridge } from '../../../../local/eventbridge/create-eventbridge.ts';
import { aCloud, ADMINISTRATOR, anEntry, aQueue, arn, aRule, drain } from './a-cloud.ts';
import { invokeOperation } from '../../../../local/endpoint/invoke-operation.ts';

describe('PutEvents is one commit:', () => {
  it('when anything breaks on the way, neither archive nor queue has the event', async () => {
    const cloud = aCloud();
    cloud.events('CreateEventBus', { Name: 'bus' });
    cloud.events('CreateArchive', { ArchiveName: 'a', EventSourceArn: arn('events', 'event-bus/bus') });
    aRule(cloud, 'bus', 'a-first', { source: ['freyavoice.calls'] }, { Arn: aQueue(cloud, 'q') });
    aRule(cloud, 'bus', 'b-breaks', { source: ['freyavoice.calls'] }, { Arn: aQueue(cloud, 'broken') });
    const broken = createEventBridge(cloud.context, {
      invokeFunction: () => Promise.resolve(),
      assumeRole: () => undefined,
      sqs: {
        SendMessage: {
          access: () => [],
          run(input) {
            if (String(input['QueueUrl']).endsWith('/broken')) throw new TypeError('a bug');
            return cloud.sqs('SendMessage', input);
          },
        },
      },
    });
    const { operations } = broken;
    const input = { Entries: [anEntry()] };
    assert.throws(
      () => invokeOperation(cloud.context, { operations, name: 'PutEvents', input, caller: ADMINISTRATOR }),
      /a bug/,
    );
    assert.equal(cloud.database.isTransaction, false);
    assert.deepEqual(await drain(cloud, 'q'), []);
    assert.equal(cloud.events('DescribeArchive', { ArchiveName: 'a' })['EventCount'], 0);
    cloud.events('PutEvents', input);
    assert.equal((await drain(cloud, 'q')).length, 1);
    await cloud.close();
  });

  it('what it has answered for is in the queue and the archive after kill -9', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'eventbridge-'));
    const before = aCloud({ database: openDatabase(directory) });
    before.events('CreateEventBus', { Name: 'bus' });
    before.events('CreateArchive', { ArchiveName: 'a', EventSourceArn: arn('events', 'event-bus/bus') });
    aRule(before, 'bus', 'r', { source: ['freyavoice.calls'] }, { Arn: aQueue(before, 'q') });
    await before.close();
    before.database.close();

    const answered = await idsUntilKilled(directory, 100);
    const after = aCloud({ database: openDatabase(directory) });
    const received = new Set(
      (await drain(after, 'q')).map(({ body }) => (JSON.parse(body) as { id: string }).id),
    );
    assert.deepEqual(
      answered.filter((id) => !received.has(id)),
      [],
    );
    assert.equal(after.events('DescribeArchive', { ArchiveName: 'a' })['EventCount'], received.size);
    await after.close();
    after.database.close();
    rmSync(directory, { recursive: true });
  });
});

/** Lets a process put events until it has answered for so many, kills it, and returns all ids that it wrote in full. */
async function idsUntilKilled(directory: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'put-until-killed.ts'), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (text.split('\n').length > count) child.kill('SIGKILL');
  });
  await once(child, 'close');
  assert.equal(child.signalCode, 'SIGKILL');
  return text.split('\n').slice(0, -1);
}
