import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { parseRate } from '../../../../local/eventbridge/schedule/parse-rate.ts';
import { aCloud, aQueue, arn, drain, until, type Cloud } from './a-cloud.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html

const MINUTE = 60_000;

describe('a scheduled rule', () => {
  let cloud: Cloud;
  beforeEach(() => {
    cloud = aCloud();
  });
  afterEach(() => cloud.close());
  const put = (input: object = {}) =>
    cloud.events('PutRule', { Name: 'tick', ScheduleExpression: 'rate(5 minutes)', ...input });
  const target = () =>
    cloud.events('PutTargets', { Rule: 'tick', Targets: [{ Id: 't', Arn: aQueue(cloud, 'q') }] });
  // A rule that is put again makes the loop look at the clock again.
  const advance = (milliseconds: number) => {
    cloud.clock.now += milliseconds;
    put();
  };
  const fired = () => cloud.database.prepare('SELECT COUNT(*) AS n FROM sqs_messages').get()?.['n'];

  it('fires at its rate, with AWS’s event', async () => {
    put();
    target();
    cloud.eventBridge.start();
    advance(5 * MINUTE);
    await until(() => fired() === 1);
    const [message] = await drain(cloud, 'q');
    const { id, ...event } = JSON.parse(String(message?.body)) as { id: string };
    assert.match(id, /^[0-9a-f-]{36}$/);
    assert.deepEqual(event, {
      version: '0',
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '123456789012',
      time: '2026-11-24T12:05:00Z',
      region: 'us-east-1',
      resources: [arn('events', 'rule/tick')],
      detail: {},
    });
  });

  it('fires once for all beats that a stop missed, and then goes on in its old beat', async () => {
    put();
    target();
    cloud.clock.now += 17 * MINUTE;
    cloud.eventBridge.start();
    await until(() => fired() === 1);
    const rule = cloud.database.prepare("SELECT record FROM evb_rules WHERE name = 'tick'").get();
    const { nextRunAt } = JSON.parse(String(rule?.['record'])) as { nextRunAt: number };
    assert.equal(nextRunAt, Date.parse('2026-11-24T12:20:00Z'));
  });

  it('keeps its beat when it is put again unchanged, and starts anew with another rate', () => {
    put();
    const next = () =>
      (
        JSON.parse(String(cloud.database.prepare('SELECT record FROM evb_rules').get()?.['record'])) as {
          nextRunAt: number;
        }
      ).nextRunAt - Date.parse('2026-11-24T12:00:00Z');
    cloud.clock.now += MINUTE;
    put();
    assert.equal(next(), 5 * MINUTE);
    put({ ScheduleExpression: 'rate(1 hour)' });
    assert.equal(next(), 61 * MINUTE);
  });

  it('does not fire while it is disabled', async () => {
    put({ State: 'DISABLED' });
    target();
    cloud.events('PutRule', { Name: 'other', ScheduleExpression: 'rate(5 minutes)' });
    cloud.events('PutTargets', { Rule: 'other', Targets: [{ Id: 't', Arn: aQueue(cloud, 'other-q') }] });
    cloud.clock.now += 5 * MINUTE;
    cloud.eventBridge.start();
    await until(() => fired() === 1);
    assert.deepEqual(await drain(cloud, 'q'), []);
  });

  it('takes minutes, hours and days', () => {
    assert.equal(parseRate('rate(1 minute)'), MINUTE);
    assert.equal(parseRate('rate(12 hours)'), 720 * MINUTE);
    assert.equal(parseRate('rate(1 day)'), 1440 * MINUTE);
  });

  it('rejects cron() by name and what AWS refuses', () => {
    assert.throws(
      () => put({ ScheduleExpression: 'cron(0 12 * * ? *)' }),
      /does not emulate cron\(0 12 \* \* \? \*\)/,
    );
    for (const ScheduleExpression of [
      'rate(1 minutes)',
      'rate(2 minute)',
      'rate(0 minutes)',
      'rate(5 seconds)',
      'often',
    ])
      assert.throws(() => put({ ScheduleExpression }), /ScheduleExpression is not valid/, ScheduleExpression);
  });
});
