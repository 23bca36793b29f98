import { inertType } from '../cloudformation/inert-type.ts';
import type { ResourceType } from '../cloudformation/resource-type.ts';
import type { Context } from '../context.ts';

/**
 * Log groups and metric filters. A function's lines go to whoever started the embedded AWS, so a group holds nothing
 * here; its name and ARN are real, because the functions' permissions speak of them.
 */
export function logTypes({
  region,
  accountId,
}: Pick<Context, 'region' | 'accountId'>): readonly ResourceType[] {
  const group = inertType({
    type: 'AWS::Logs::LogGroup',
    properties: [
      'DeletionProtectionEnabled',
      'KmsKeyId',
      'LogGroupClass',
      'LogGroupName',
      'RetentionInDays',
      'Tags',
    ],
    name: 'LogGroupName',
    identity: (name) => ({
      physicalId: name,
      attributes: { Arn: `arn:aws:logs:${region}:${accountId}:log-group:${name}:*` },
    }),
  });
  return [
    {
      ...group,
      apply: (request) => {
        checkRetention(request.properties['RetentionInDays']);
        return group.apply(request);
      },
    },
    inertType({
      type: 'AWS::Logs::MetricFilter',
      properties: [
        'ApplyOnTransformedLogs',
        'FilterName',
        'FilterPattern',
        'LogGroupName',
        'MetricTransformations',
      ],
      name: 'FilterName',
      // A filter's name is its log group's.
      sharesIds: true,
    }),
  ];
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

function checkRetention(value: unknown): void {
  if (value === undefined || RETENTION_DAYS.includes(Number(value))) return;
  throw new Error(
    `RetentionInDays is ${JSON.stringify(value)}; CloudWatch Logs allows ${RETENTION_DAYS.join(', ')}.`,
  );
}
