import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Caller } from '../../../../local/iam/caller.ts';
import { ADMINISTRATOR, aCloud, anEntry, aQueue, arn, aRule, drain, type Cloud } from './a-cloud.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events.html
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html

describe('PutEvents', () => {
  let cloud: Cloud;
  beforeEach(() => {
    cloud = aCloud();
    cloud.events('CreateEventBus', { Name: 'bus' });
  });
  afterEach(() => cloud.close());
  const put = (...entries: object[]) => cloud.events('PutEvents', { Entries: entries.map(anEntry) });
  const failure = (entry: object) => {
    const answer = put(entry) as {
      FailedEntryCount: number;
      Entries: { ErrorCode?: string; ErrorMessage?: string }[];
    };
    assert.equal(answer.FailedEntryCount, 1);
    return answer.Entries[0];
  };

  it('brings a matching event to the queue before it answers, in AWS’s envelope', async () => {
    aRule(cloud, 'bus', 'r', { 'detail-type': ['call.ended'] }, { Arn: aQueue(cloud, 'q') });
    const answer = put({ Resources: ['arn:x'] }) as {
      FailedEntryCount: number;
      Entries: { EventId: string }[];
    };
    const [message] = await drain(cloud, 'q');
    const id = answer.Entries[0]?.EventId;
    assert.match(String(id), /^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    assert.equal(
      message?.body,
      `{"version":"0","id":"${id}","detail-type":"call.ended","source":"freyavoice.calls","account":"123456789012",` +
        `"time":"2026-11-24T12:00:00Z","region":"us-east-1","resources":["arn:x"],"detail":{"account_id":"acc_1"}}`,
    );
    assert.equal(answer.FailedEntryCount, 0);
  });

  it('keeps the detail as its emitter wrote it, numbers and emoji included', async () => {
    aRule(cloud, 'bus', 'r', { source: ['freyavoice.calls'] }, { Arn: aQueue(cloud, 'q') });
    const detail = '{ "n": 12345678901234567890, "x": 1.10, "e": "🎉" }';
    put({ Detail: detail });
    const [message] = await drain(cloud, 'q');
    assert.ok(message?.body.endsWith(`"detail":${detail}}`), message?.body);
  });

  it('takes the time of the entry, in seconds or as a text', async () => {
    aRule(cloud, 'bus', 'r', { source: ['freyavoice.calls'] }, { Arn: aQueue(cloud, 'q') });
    put({ Time: 1700000000.5 }, { Time: '2024-01-15T10:30:00+01:00' });
    const times = (await drain(cloud, 'q')).map(({ body }) => (JSON.parse(body) as { time: string }).time);
    assert.deepEqual(times.toSorted(), ['2023-11-14T22:13:20Z', '2024-01-15T09:30:00Z']);
  });

  it('sends nothing to a rule that does not match, is disabled or is on another bus', async () => {
    const Arn = aQueue(cloud, 'q');
    aRule(cloud, 'bus', 'other-type', { 'detail-type': ['call.started'] }, { Arn });
    aRule(cloud, 'bus', 'disabled', { 'detail-type': ['call.ended'] }, { Arn });
    cloud.events('DisableRule', { Name: 'disabled', EventBusName: 'bus' });
    aRule(cloud, 'default', 'default-bus', { 'detail-type': ['call.ended'] }, { Arn });
    put({});
    assert.deepEqual(await drain(cloud, 'q'), []);
    cloud.events('EnableRule', { Name: 'disabled', EventBusName: 'bus' });
    put({});
    assert.equal((await drain(cloud, 'q')).length, 1);
  });

  it('fails an entry alone, with AWS’s code, and takes the others', async () => {
    aRule(cloud, 'bus', 'r', { source: ['freyavoice.calls'] }, { Arn: aQueue(cloud, 'q') });
    const answer = put({ Detail: '[]' }, {}) as { FailedEntryCount: number; Entries: object[] };
    assert.equal(answer.FailedEntryCount, 1);
    assert.deepEqual(answer.Entries[0], {
      ErrorCode: 'MalformedDetail',
      ErrorMessage: 'Detail is malformed.',
    });
    assert.equal((await drain(cloud, 'q')).length, 1);
  });

  it('fails entries that lack a member, are malformed or claim to be AWS', () => {
    for (const name of ['Source', 'DetailType', 'Detail'])
      assert.deepEqual(failure({ [name]: undefined }), {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      });
    for (const Detail of [
      'x',
      '"text"',
      '5',
      'null',
      '[{}]',
      '{"a":1',
      `{"a":${'['.repeat(2000)}${']'.repeat(2000)}}`,
    ])
      assert.equal(failure({ Detail })?.ErrorCode, 'MalformedDetail', Detail);
    assert.equal(failure({ Source: 'aws.ec2' })?.ErrorCode, 'NotAuthorizedForSourceException');
    assert.equal(failure({ DetailType: 'x'.repeat(129) })?.ErrorCode, 'InvalidArgument');
    assert.equal(
      (put({ Detail: JSON.stringify({ text: '['.repeat(2000) }) }) as { FailedEntryCount: number })
        .FailedEntryCount,
      0,
    );
  });

  it('rejects no entries, more than ten, and a megabyte', () => {
    assert.throws(() => cloud.events('PutEvents', { Entries: [] }), { code: 'ValidationException' });
    assert.throws(() => put(...Array.from({ length: 11 }, () => ({}))), /less than or equal to 10/);
    assert.throws(() => put({ Detail: JSON.stringify({ text: 'x'.repeat(1024 * 1024) }) }), {
      code: 'ValidationException',
      message: 'Total size of the entries in the request is over the limit.',
    });
    put({ Detail: JSON.stringify({ text: 'x'.repeat(1_000_000) }) });
  });

  it('rejects parameters that are not emulated by name', () => {
    assert.throws(() => put({ Colour: 'red' }), /does not emulate the parameter Colour/);
    assert.throws(() => cloud.events('PutEvents', { EndpointId: 'x', Entries: [anEntry()] }), /EndpointId/);
  });

  it('accepts and drops an event for a bus that does not exist, and says so', () => {
    const answer = put({ EventBusName: 'nowhere' }) as { FailedEntryCount: number };
    assert.equal(answer.FailedEntryCount, 0);
    assert.match(String(cloud.warnings[0]), /bus nowhere, which does not exist/);
  });

  it('takes a bus by its ARN', async () => {
    aRule(cloud, 'bus', 'r', { source: ['freyavoice.calls'] }, { Arn: aQueue(cloud, 'q') });
    put({ EventBusName: arn('events', 'event-bus/bus') });
    assert.equal((await drain(cloud, 'q')).length, 1);
  });

  it('is denied to everyone, the administrator too, by the bus’s policy on a source', async () => {
    aRule(cloud, 'bus', 'r', { source: [{ prefix: 'freyavoice.' }] }, { Arn: aQueue(cloud, 'q') });
    const deny = {
      Sid: 'reserved',
      Effect: 'Deny',
      Principal: '*',
      Action: 'events:PutEvents',
      Resource: arn('events', 'event-bus/bus'),
      Condition: { StringEquals: { 'events:source': 'freyavoice.webhooks' } },
    };
    cloud.events('PutPermission', {
      EventBusName: 'bus',
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: [deny] }),
    });
    assert.throws(() => put({}, { Source: 'freyavoice.webhooks' }), { code: 'AccessDenied' });
    assert.deepEqual(await drain(cloud, 'q'), []);
    put({});
    assert.equal((await drain(cloud, 'q')).length, 1);
  });

  it('asks once for each distinct bus, source and type', () => {
    const operation = cloud.eventBridge.operations['PutEvents'];
    const accesses = operation?.access({
      Entries: [anEntry(), anEntry(), anEntry({ Source: 's' }), anEntry({ EventBusName: 'default' })],
    });
    assert.deepEqual(
      accesses?.map(({ resource, conditions }) => [
        resource,
        conditions?.['events:source'],
        conditions?.['events:detail-type'],
      ]),
      [
        [arn('events', 'event-bus/bus'), 'freyavoice.calls', 'call.ended'],
        [arn('events', 'event-bus/bus'), 's', 'call.ended'],
        [arn('events', 'event-bus/default'), 'freyavoice.calls', 'call.ended'],
      ],
    );
  });

  it('needs a permission unless the caller is the administrator', () => {
    const role: Caller = { kind: 'role', arn: 'arn:aws:iam::123456789012:role/nobody' };
    assert.throws(() => cloud.events('PutEvents', { Entries: [anEntry()] }, role), /events:PutEvents/);
    cloud.events('PutEvents', { Entries: [anEntry()] }, ADMINISTRATOR);
  });
});
