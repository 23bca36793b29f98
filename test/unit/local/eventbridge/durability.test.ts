import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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
});
