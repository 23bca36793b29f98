import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aCloud } from './a-cloud.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html

test('a bus has room for 300 rules, 30 of them with wildcards', async () => {
  const cloud = aCloud();
  const put = (Name: string, value: unknown) =>
    cloud.events('PutRule', { Name, EventPattern: JSON.stringify({ source: [value] }) });
  for (let rule = 1; rule <= 30; rule += 1) put(`wildcard-${rule}`, { wildcard: 'a*b' });
  assert.throws(() => put('wildcard-31', { wildcard: 'a*b' }), { code: 'LimitExceededException' });
  for (let rule = 31; rule <= 300; rule += 1) put(`rule-${rule}`, 'a');
  assert.throws(() => put('rule-301', 'a'), { code: 'LimitExceededException', message: /300 rules/ });
  await cloud.close();
});

test('an account has room for 100 buses beside the default one', async () => {
  const cloud = aCloud();
  for (let bus = 1; bus <= 100; bus += 1) cloud.events('CreateEventBus', { Name: `bus-${bus}` });
  assert.throws(() => cloud.events('CreateEventBus', { Name: 'bus-101' }), {
    code: 'LimitExceededException',
  });
  await cloud.close();
});

test('a target id and the name of a rule have 64 characters at most', async () => {
  const cloud = aCloud();
  const longest = 'x'.repeat(64);
  cloud.events('PutRule', { Name: longest, EventPattern: '{"source":["a"]}' });
  const targets = (Id: string) =>
    cloud.events('PutTargets', {
      Rule: longest,
      Targets: [{ Id, Arn: 'arn:aws:sqs:us-east-1:123456789012:q' }],
    });
  targets(longest);
  assert.throws(() => targets(`${longest}x`), { code: 'ValidationException' });
  await cloud.close();
});
