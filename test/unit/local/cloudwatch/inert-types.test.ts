import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inertTypes } from '../../../../local/cloudwatch/inert-types.ts';

const types = inertTypes({ region: 'eu-west-1', accountId: '111122223333' });

test('alarms, dashboards, topics and metadata are known and do nothing', () => {
  assert.deepEqual(
    types.map(({ type }) => type),
    [
      'AWS::CDK::Metadata',
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::CompositeAlarm',
      'AWS::CloudWatch::Dashboard',
      'AWS::SNS::Topic',
      'AWS::SNS::TopicPolicy',
      'AWS::SNS::Subscription',
    ],
  );
});

test('each has the identity that a template may ask for', async () => {
  assert.deepEqual(await apply('AWS::CloudWatch::Alarm', { AlarmName: 'a' }), {
    physicalId: 'a',
    attributes: { Arn: 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a' },
  });
  assert.deepEqual(await apply('AWS::SNS::Topic', { TopicName: 't' }), {
    physicalId: 'arn:aws:sns:eu-west-1:111122223333:t',
    attributes: { TopicArn: 'arn:aws:sns:eu-west-1:111122223333:t', TopicName: 't' },
  });
  assert.deepEqual(await apply('AWS::CDK::Metadata', {}), await apply('AWS::CDK::Metadata', {}));
});

function apply(type: string, properties: Record<string, unknown>): unknown {
  return types.find((known) => known.type === type)?.apply({ stackName: 's', logicalId: 'L', properties });
}
