import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SQS } from '@aws-sdk/client-sqs';
import type { WireService } from '../../../../local/endpoint/wire-service.ts';
import { ACCOUNT, QUEUE, ROLE_ARN, applyRole, policy } from '../iam/decisions.ts';
import { clientConfig, startEndpoint } from './start-endpoint.ts';

const sqs: WireService = {
  protocol: 'json1.0',
  targetPrefix: 'AmazonSQS',
  queryCompatible: true,
  operations: {
    SendMessage: {
      access: () => [{ action: 'sqs:SendMessage', resource: QUEUE }],
      run: () => ({ MessageId: 'sent', MD5OfMessageBody: '6f8f57715090da2632453988d9a1501b' }),
    },
    PurgeQueue: {
      access: () => [{ action: 'sqs:PurgeQueue', resource: QUEUE }],
      run: () => assert.fail('it was not allowed'),
    },
  },
};

test('whoever signs with the credentials of a role may do what the role may, and is told what not', async (t) => {
  const { url, iam } = await startEndpoint(t, { services: { sqs } });
  const allow = policy({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE });
  await applyRole(iam, { Policies: [{ PolicyName: 'own', PolicyDocument: allow }] });
  const client = new SQS({ ...clientConfig(url), credentials: iam.credentialsOf(ROLE_ARN) });
  await client.sendMessage({ QueueUrl: 'q', MessageBody: 'm' });
  await assert.rejects(client.purgeQueue({ QueueUrl: 'q' }), {
    name: 'AccessDenied',
    message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/deliver/embedded is not authorized to perform: sqs:PurgeQueue on resource: ${QUEUE} because no identity-based policy allows the sqs:PurgeQueue action`,
  });
  assert.deepEqual(
    iam.ledger.uses().map(({ action }) => action),
    ['sqs:SendMessage'],
  );
});
