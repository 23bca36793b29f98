import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Applied } from '../../../../local/cloudformation/resource-type.ts';
import { logTypes } from '../../../../local/logs/log-types.ts';

function group(properties: Record<string, unknown>): Applied | Promise<Applied> {
  const [type] = logTypes({ region: 'eu-west-1', accountId: '111122223333' });
  return type?.apply({ stackName: 's', logicalId: 'Logs', properties }) ?? assert.fail();
}

test('a log group is its name, and its ARN ends in a star for its streams', async () => {
  assert.deepEqual(await group({ LogGroupName: '/aws/lambda/f', RetentionInDays: 30 }), {
    physicalId: '/aws/lambda/f',
    attributes: { Arn: 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/f:*' },
  });
  assert.match((await group({})).physicalId, /^s-Logs-\w{12}$/);
});

test('rejects a retention that CloudWatch Logs does not have', () => {
  assert.throws(() => group({ RetentionInDays: 31 }), /RetentionInDays is 31; .* 30, 60/);
});
