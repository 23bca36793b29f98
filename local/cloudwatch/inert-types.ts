import { inertType } from '../cloudformation/inert-type.ts';
import type { ResourceType } from '../cloudformation/resource-type.ts';
import type { Context } from '../context.ts';

/**
 * What a deployment needs to be watched and a laptop does not: kept on record, never raised, drawn or sent.
 * Alarms (also composite), dashboards, SNS topics with their policies and subscriptions, and the metadata of CDK.
 */
export function inertTypes({
  region,
  accountId,
}: Pick<Context, 'region' | 'accountId'>): readonly ResourceType[] {
  const alarm = (name: string): { physicalId: string; attributes: Record<string, string> } => ({
    physicalId: name,
    attributes: { Arn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}` },
  });
  return [
    inertType({ type: 'AWS::CDK::Metadata', properties: ['Analytics'] }),
    inertType({ type: 'AWS::CloudWatch::Alarm', properties: ALARM, name: 'AlarmName', identity: alarm }),
    inertType({
      type: 'AWS::CloudWatch::CompositeAlarm',
      properties: COMPOSITE,
      name: 'AlarmName',
      identity: alarm,
    }),
    inertType({
      type: 'AWS::CloudWatch::Dashboard',
      properties: ['DashboardBody', 'DashboardName'],
      name: 'DashboardName',
    }),
    inertType({
      type: 'AWS::SNS::Topic',
      properties: ['DisplayName', 'KmsMasterKeyId', 'Subscription', 'Tags', 'TopicName'],
      name: 'TopicName',
      identity: (name) => {
        const arn = `arn:aws:sns:${region}:${accountId}:${name}`;
        return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
      },
    }),
    inertType({ type: 'AWS::SNS::TopicPolicy', properties: ['PolicyDocument', 'Topics'] }),
    inertType({
      type: 'AWS::SNS::Subscription',
      properties: ['Endpoint', 'FilterPolicy', 'Protocol', 'RawMessageDelivery', 'TopicArn'],
    }),
  ];
}

const COMPOSITE = [
  'ActionsEnabled',
  'ActionsSuppressor',
  'ActionsSuppressorExtensionPeriod',
  'ActionsSuppressorWaitPeriod',
  'AlarmActions',
  'AlarmDescription',
  'AlarmName',
  'AlarmRule',
  'InsufficientDataActions',
  'OKActions',
  'Tags',
];

const ALARM = [
  'ActionsEnabled',
  'AlarmActions',
  'AlarmDescription',
  'AlarmName',
  'ComparisonOperator',
  'DatapointsToAlarm',
  'Dimensions',
  'EvaluateLowSampleCountPercentile',
  'EvaluationPeriods',
  'ExtendedStatistic',
  'InsufficientDataActions',
  'MetricName',
  'Metrics',
  'Namespace',
  'OKActions',
  'Period',
  'Statistic',
  'Tags',
  'Threshold',
  'ThresholdMetricId',
  'TreatMissingData',
  'Unit',
];
