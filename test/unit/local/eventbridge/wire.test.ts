import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  CreateArchiveCommand,
  CreateEventBusCommand,
  DescribeReplayCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  InvalidEventPatternException,
  ListEventBusesCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  ResourceNotFoundException,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge';
import { createEndpoint, type Endpoint } from '../../../../local/endpoint/create-endpoint.ts';
import { aCloud, aQueue, arn, drain, type Cloud } from './a-cloud.ts';

describe('the JavaScript SDK', () => {
  let cloud: Cloud;
  let endpoint: Endpoint;
  let client: EventBridgeClient;
  before(async () => {
    cloud = aCloud();
    endpoint = createEndpoint({
      context: cloud.context,
      callerOf: (accessKeyId) => cloud.iam.callerOf(accessKeyId),
      services: {
        events: { protocol: 'json1.1', targetPrefix: 'AWSEvents', operations: cloud.eventBridge.operations },
      },
    });
    client = new EventBridgeClient({
      endpoint: await endpoint.listen(0),
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
  });
  after(async () => {
    client.destroy();
    await endpoint.close();
    await cloud.close();
  });

  it('makes a bus, a rule and a target, puts events and reads times as dates', async () => {
    const bus = await client.send(new CreateEventBusCommand({ Name: 'bus' }));
    await client.send(
      new PutRuleCommand({
        Name: 'r',
        EventBusName: 'bus',
        EventPattern: '{"source":["s"]}',
        Tags: [{ Key: 'k', Value: 'v' }],
      }),
    );
    const Targets = [{ Id: 't', Arn: aQueue(cloud, 'q'), RetryPolicy: { MaximumRetryAttempts: 3 } }];
    assert.equal(
      (await client.send(new PutTargetsCommand({ Rule: 'r', EventBusName: 'bus', Targets })))
        .FailedEntryCount,
      0,
    );
    const archive = await client.send(
      new CreateArchiveCommand({ ArchiveName: 'a', EventSourceArn: bus.EventBusArn }),
    );
    const entry = { Source: 's', DetailType: 't', Detail: '{}', EventBusName: 'bus' };
    const time = new Date('2026-11-24T11:00:00Z');
    const answer = await client.send(
      new PutEventsCommand({
        Entries: [
          { ...entry, Time: time },
          { ...entry, Detail: 'x' },
        ],
      }),
    );
    assert.equal(answer.FailedEntryCount, 1);
    assert.equal(answer.Entries?.[1]?.ErrorCode, 'MalformedDetail');
    const [message] = await drain(cloud, 'q');
    assert.equal((JSON.parse(message?.body ?? '') as { time: string }).time, '2026-11-24T11:00:00Z');

    await client.send(
      new StartReplayCommand({
        ReplayName: 'replay',
        EventSourceArn: archive.ArchiveArn,
        EventStartTime: time,
        EventEndTime: new Date('2026-11-24T12:00:00Z'),
        Destination: { Arn: bus.EventBusArn, FilterArns: [arn('events', 'rule/bus/r')] },
      }),
    );
    const replay = await client.send(new DescribeReplayCommand({ ReplayName: 'replay' }));
    assert.deepEqual(replay.EventStartTime, time);
    assert.deepEqual(replay.ReplayStartTime, new Date(cloud.clock.now));
    const { EventBuses } = await client.send(new ListEventBusesCommand({}));
    assert.deepEqual(EventBuses?.[0]?.CreationTime, new Date(cloud.clock.now));
  });

  it('gets AWS’s errors by their class', async () => {
    await assert.rejects(client.send(new DescribeRuleCommand({ Name: 'gone' })), ResourceNotFoundException);
    await assert.rejects(
      client.send(new PutRuleCommand({ Name: 'x', EventPattern: '{"a":1}' })),
      (error) =>
        error instanceof InvalidEventPatternException &&
        error.message.includes('"a" must be an object or an array'),
    );
  });
});
