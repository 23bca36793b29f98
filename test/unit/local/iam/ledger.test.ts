import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  QUEUE,
  ROLE_ARN,
  administrator,
  allows,
  events,
  iamWith,
  policy,
  role,
  sendMessage,
} from './decisions.ts';

test('the ledger tells each use with its statement, and what was never used', async () => {
  const iam = await iamWith(
    { Sid: 'Queues', Effect: 'Allow', Action: ['sqs:SendMessage', 'sqs:DeleteMessage'], Resource: QUEUE },
    { Effect: 'Allow', Action: 'dynamodb:Get*', Resource: '*' },
    { Sid: 'Twice', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' },
    { Sid: 'Never', Effect: 'Deny', Action: 'iam:*', Resource: '*' },
  );
  iam.authorize(role, sendMessage);
  iam.authorize(role, sendMessage);
  iam.authorize(role, { action: 'dynamodb:GetItem', resource: 'arn:aws:dynamodb:x' });
  iam.authorize(administrator, sendMessage);
  assert.equal(allows(iam, role, { action: 'iam:PassRole', resource: '*' }), false);
  assert.deepEqual(iam.ledger.uses(), [
    { principal: ROLE_ARN, action: 'sqs:SendMessage', resource: QUEUE, policy: 'own', statement: 'Queues' },
    {
      principal: ROLE_ARN,
      action: 'dynamodb:GetItem',
      resource: 'arn:aws:dynamodb:x',
      policy: 'own',
      statement: '1',
    },
  ]);
  const unused = { role: ROLE_ARN, policy: 'own' };
  assert.deepEqual(iam.ledger.unusedStatements(), [
    { ...unused, statement: 'Queues', action: 'sqs:DeleteMessage' },
    { ...unused, statement: 'Twice', action: 'sqs:SendMessage' },
  ]);
  assert.deepEqual(JSON.parse(JSON.stringify(iam.ledger.uses())), iam.ledger.uses());
  iam.ledger.reset();
  assert.deepEqual(iam.ledger.uses(), []);
  assert.equal(iam.ledger.unusedStatements().length, 4);
});

test('a service is written down with the resource policy that let it in', async () => {
  const iam = await iamWith();
  const resourcePolicy = policy({
    Sid: 'FromRule',
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: QUEUE,
  });
  iam.authorize(events, { ...sendMessage, resourcePolicy });
  assert.deepEqual(iam.ledger.uses(), [
    {
      principal: 'events.amazonaws.com',
      action: 'sqs:SendMessage',
      resource: QUEUE,
      policy: 'resource policy',
      statement: 'FromRule',
    },
  ]);
});

test('a decision takes microseconds', async () => {
  const iam = await iamWith(
    ...Array.from({ length: 30 }, (_, index) => ({
      Effect: 'Allow' as const,
      Action: [`service${index}:Get*`, `service${index}:Put`],
      Resource: `arn:aws:service${index}:*`,
    })),
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:webhooks-*' },
  );
  const times = 200_000;
  const started = process.hrtime.bigint();
  for (let index = 0; index < times; index++) iam.authorize(role, sendMessage);
  const each = Number(process.hrtime.bigint() - started) / times / 1000;
  assert.ok(each < 10, `${each.toFixed(2)} microseconds a decision`);
});
