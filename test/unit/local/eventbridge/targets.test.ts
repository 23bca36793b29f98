import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AwsError } from '../../../../local/endpoint/aws-error.ts';
import type { Caller } from '../../../../local/iam/caller.ts';
import { aCloud, anEntry, aQueue, aRole, arn, aRule, drain, until, type Cloud } from './a-cloud.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html

const ALL = { source: [{ prefix: '' }] };
const FUNCTION = arn('lambda', 'function:f');

describe('a target', () => {
  let cloud: Cloud;
  beforeEach(() => {
    cloud = aCloud();
    cloud.events('CreateEventBus', { Name: 'bus' });
  });
  afterEach(() => cloud.close());
  const put = (entry: object = {}) => cloud.events('PutEvents', { Entries: [anEntry(entry)] });

  it('without permission leaves the event to its dead-letter queue, with why', async () => {
    const Arn = aQueue(cloud, 'closed', '');
    const dlq = aQueue(cloud, 'dlq');
    const rule = aRule(cloud, 'bus', 'r', ALL, { Arn, DeadLetterConfig: { Arn: dlq } });
    put();
    const [letter] = await drain(cloud, 'dlq');
    assert.equal(letter?.attributes['RULE_ARN'], rule);
    assert.equal(rule, arn('events', 'rule/bus/r'));
    assert.equal(letter?.attributes['TARGET_ARN'], Arn);
    assert.equal(letter?.attributes['ERROR_CODE'], 'NO_PERMISSIONS');
    assert.match(String(letter?.attributes['ERROR_MESSAGE']), /sqs:SendMessage/);
    assert.equal(letter?.attributes['RETRY_ATTEMPTS'], undefined);
    assert.equal((JSON.parse(letter?.body ?? '') as { source: string }).source, 'freyavoice.calls');
  });

  it('that does not exist leaves the event to its dead-letter queue', async () => {
    const dlq = aQueue(cloud, 'dlq');
    aRule(cloud, 'bus', 'r', ALL, { Arn: arn('sqs', 'gone'), DeadLetterConfig: { Arn: dlq } });
    put();
    const [letter] = await drain(cloud, 'dlq');
    assert.equal(letter?.attributes['ERROR_CODE'], 'NO_RESOURCE');
  });

  it('loses the event with a warning when it has no dead-letter queue, or a closed one', () => {
    aRule(cloud, 'bus', 'a', ALL, { Arn: arn('sqs', 'gone') });
    put();
    assert.match(String(cloud.warnings[0]), /rule\/bus\/a did not reach .*:gone .*no dead-letter queue/);
    cloud.events('PutTargets', {
      Rule: 'a',
      EventBusName: 'bus',
      Targets: [{ Id: 't', Arn: arn('sqs', 'gone'), DeadLetterConfig: { Arn: aQueue(cloud, 'closed', '') } }],
    });
    put();
    assert.match(String(cloud.warnings[1]), /dead-letter queue .*:closed did not take it/);
  });

  it('gets the event under its queue’s policy for this rule alone', async () => {
    const Arn = aQueue(cloud, 'q', arn('events', 'rule/bus/mine'));
    aRule(cloud, 'bus', 'mine', ALL, { Arn });
    aRule(cloud, 'bus', 'other', ALL, { Arn });
    put();
    assert.equal((await drain(cloud, 'q')).length, 1);
    assert.match(String(cloud.warnings[0]), /rule\/bus\/other did not reach/);
  });

  it('acts under its role when it names one, which has to trust EventBridge', async () => {
    const Arn = aQueue(cloud, 'q', '');
    const rule = arn('events', 'rule/bus/r');
    const trusting = (Service: string, sourceArn = rule) =>
      aRole(cloud, { Service, sourceArn, Action: 'sqs:SendMessage', Resource: Arn });
    const cannot = { code: 'ValidationException', message: /cannot be assumed by principal 'events/ };
    const make = (RoleArn: string) => aRule(cloud, 'bus', 'r', ALL, { Arn, RoleArn });
    assert.throws(() => make('arn:aws:iam::123456789012:role/nobody'), cannot);
    assert.throws(() => make(trusting('lambda.amazonaws.com')), cannot);
    assert.throws(() => make(trusting('events.amazonaws.com', arn('events', 'rule/bus/other'))), cannot);
    const role = trusting('events.amazonaws.com');
    make(role);
    put();
    assert.equal((await drain(cloud, 'q')).length, 1);
    trusting('lambda.amazonaws.com');
    put();
    assert.deepEqual(await drain(cloud, 'q'), []);
    assert.match(String(cloud.warnings[0]), /cannot be assumed/);
    assert.throws(
      () => cloud.events('PutRule', { Name: 's', EventPattern: '{"source":["s"]}', RoleArn: role }),
      cannot,
    );
  });

  it('gets a text of its own or a part of the event', async () => {
    const Arn = aQueue(cloud, 'q');
    aRule(cloud, 'bus', 'r', ALL, { Arn, Input: '{"always":1.0}' });
    put();
    assert.equal((await drain(cloud, 'q'))[0]?.body, '{"always":1.0}');
    cloud.events('PutTargets', {
      Rule: 'r',
      EventBusName: 'bus',
      Targets: [{ Id: 't', Arn, InputPath: '$.detail.n' }],
    });
    put({ Detail: '{"n":[1.10,12345678901234567890]}' });
    assert.equal((await drain(cloud, 'q'))[0]?.body, '[1.10,12345678901234567890]');
  });

  it('that is a function is invoked after the commit, as EventBridge for the rule', async () => {
    const calls: { functionArn: string; payload: unknown; caller: Caller }[] = [];
    cloud.functions.invoke = async (functionArn, payload, caller) => {
      assert.equal(cloud.database.isTransaction, false);
      calls.push({ functionArn, payload, caller });
    };
    const rule = aRule(cloud, 'bus', 'r', ALL, { Arn: FUNCTION });
    put();
    assert.equal(calls.length, 0);
    cloud.eventBridge.start();
    await until(() => calls.length === 1);
    put();
    await until(() => calls.length === 2);
    assert.equal(calls[0]?.functionArn, FUNCTION);
    assert.deepEqual(calls[0]?.caller, { kind: 'service', service: 'events.amazonaws.com', sourceArn: rule });
    assert.equal((calls[0]?.payload as { source: string } | undefined)?.source, 'freyavoice.calls');
  });

  it('that is a function is invoked after a restart if the process went before it could', async () => {
    aRule(cloud, 'bus', 'r', ALL, { Arn: FUNCTION });
    put();
    const next = aCloud({ database: cloud.database });
    let calls = 0;
    next.functions.invoke = async () => {
      calls += 1;
    };
    next.eventBridge.start();
    await until(() => calls === 1);
    await next.close();
  });

  it('that is a function is tried again after a failure, until its retries are used up', async () => {
    const dlq = aQueue(cloud, 'dlq');
    aRule(cloud, 'bus', 'r', ALL, {
      Arn: FUNCTION,
      DeadLetterConfig: { Arn: dlq },
      RetryPolicy: { MaximumRetryAttempts: 2 },
    });
    let calls = 0;
    cloud.functions.invoke = async () => {
      calls += 1;
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    };
    put();
    cloud.eventBridge.start();
    await until(() => {
      cloud.clock.now += 600_000;
      // Any change of a rule makes it look for due work again.
      cloud.events('EnableRule', { Name: 'r', EventBusName: 'bus' });
      return calls === 3;
    });
    await cloud.eventBridge.stop();
    const [letter] = await drain(cloud, 'dlq');
    assert.equal(letter?.attributes['EXHAUSTED_RETRY_CONDITION'], 'MaximumRetryAttempts');
    assert.equal(letter?.attributes['RETRY_ATTEMPTS'], '2');
    assert.equal(calls, 3);
  });

  it('that is a function which lets the rule not in goes to the dead-letter queue at once', async () => {
    const dlq = aQueue(cloud, 'dlq');
    aRule(cloud, 'bus', 'r', ALL, { Arn: FUNCTION, DeadLetterConfig: { Arn: dlq } });
    cloud.functions.invoke = () => Promise.reject(new AwsError('AccessDeniedException', 'no', 403));
    put();
    cloud.eventBridge.start();
    const count = () => cloud.database.prepare('SELECT COUNT(*) AS n FROM evb_invocations').get()?.['n'];
    await until(() => count() === 0);
    assert.equal((await drain(cloud, 'dlq'))[0]?.attributes['ERROR_CODE'], 'NO_PERMISSIONS');
  });

  describe('that is another bus', () => {
    beforeEach(() => {
      for (const name of ['second', 'third']) {
        cloud.events('CreateEventBus', { Name: name });
        const allow = {
          Sid: 'forwarding',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'events:PutEvents',
          Resource: arn('events', `event-bus/${name}`),
        };
        cloud.events('PutPermission', { EventBusName: name, Policy: JSON.stringify({ Statement: [allow] }) });
      }
    });

    it('gets the event with its id', async () => {
      aRule(cloud, 'bus', 'forward', ALL, { Arn: arn('events', 'event-bus/second') });
      aRule(cloud, 'second', 'r', ALL, { Arn: aQueue(cloud, 'q') });
      const { Entries } = put() as { Entries: { EventId: string }[] };
      const [message] = await drain(cloud, 'q');
      assert.equal((JSON.parse(String(message?.body)) as { id: string }).id, Entries[0]?.EventId);
    });

    it('sends it on to no third bus and back to none, so nothing goes round', async () => {
      aRule(cloud, 'bus', 'forward', ALL, { Arn: arn('events', 'event-bus/second') });
      aRule(cloud, 'second', 'on', ALL, { Arn: arn('events', 'event-bus/third') });
      aRule(cloud, 'second', 'back', ALL, { Arn: arn('events', 'event-bus/bus') });
      aRule(cloud, 'third', 'r', ALL, { Arn: aQueue(cloud, 'q') });
      put();
      assert.deepEqual(await drain(cloud, 'q'), []);
      assert.equal(cloud.warnings.length, 2);
    });

    it('that lets the rule not in leaves it to the dead-letter queue', async () => {
      cloud.events('RemovePermission', { EventBusName: 'second', StatementId: 'forwarding' });
      const dlq = aQueue(cloud, 'dlq');
      aRule(cloud, 'bus', 'forward', ALL, {
        Arn: arn('events', 'event-bus/second'),
        DeadLetterConfig: { Arn: dlq },
      });
      put();
      assert.equal((await drain(cloud, 'dlq'))[0]?.attributes['ERROR_CODE'], 'NO_PERMISSIONS');
    });
  });
});
