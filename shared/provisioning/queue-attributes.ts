import type { ResourceSettings } from './resource-settings.ts';

/** The net for records that our code never judged: far above any policy's receives. */
const MAX_RECEIVE_COUNT = 1000;

/** The attributes of a subscription's dead-letter queue. */
export function deadLetterQueueAttributes(settings: ResourceSettings, arn: string): Record<string, string> {
  return {
    MessageRetentionPeriod: String(settings.deadLetterQueueRetentionSeconds),
    SqsManagedSseEnabled: 'true',
    Policy: JSON.stringify({ Version: '2012-10-17', Statement: [tlsOnly(arn)] }),
  };
}

/** The attributes of a subscription's queue: only its own rule may put events into it. */
export function queueAttributes(
  settings: ResourceSettings,
  arns: { readonly queue: string; readonly deadLetterQueue: string; readonly rule: string },
): Record<string, string> {
  return {
    VisibilityTimeout: String(settings.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(settings.queueRetentionSeconds),
    SqsManagedSseEnabled: 'true',
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: arns.deadLetterQueue,
      maxReceiveCount: MAX_RECEIVE_COUNT,
    }),
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: arns.queue,
          Condition: { ArnEquals: { 'aws:SourceArn': arns.rule } },
        },
        tlsOnly(arns.queue),
      ],
    }),
  };
}

function tlsOnly(resource: string) {
  return {
    Effect: 'Deny',
    Principal: '*',
    Action: 'sqs:*',
    Resource: resource,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}
