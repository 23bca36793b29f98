import type { PolicyDocument } from '../../iam/policy-document.ts';
import type { Queue, QueueAttributes } from './queue.ts';
import { parseRedriveAllowPolicy } from './redrive-allow-policy.ts';
import { parseRedrivePolicy } from './redrive-policy.ts';

export type QueueRow = {
  readonly id: number;
  readonly name: string;
  readonly attributes: string;
  readonly tags: string;
  readonly created_at: number;
  readonly modified_at: number;
  readonly purged_at: number | null;
};

/** A queue from its row; the attributes were checked when they were written. */
export function readQueue(row: QueueRow, arn: string): Queue {
  const attributes = JSON.parse(row.attributes) as QueueAttributes;
  const { Policy, RedrivePolicy, RedriveAllowPolicy } = attributes;
  return {
    id: row.id,
    name: row.name,
    arn,
    attributes,
    tags: JSON.parse(row.tags) as Record<string, string>,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    purgedAt: row.purged_at ?? undefined,
    visibilityMs: Number(attributes['VisibilityTimeout']) * 1000,
    delayMs: Number(attributes['DelaySeconds']) * 1000,
    retentionMs: Number(attributes['MessageRetentionPeriod']) * 1000,
    waitSeconds: Number(attributes['ReceiveMessageWaitTimeSeconds']),
    maximumMessageSize: Number(attributes['MaximumMessageSize']),
    policy: Policy === undefined ? undefined : (JSON.parse(Policy) as PolicyDocument),
    redrivePolicy: RedrivePolicy === undefined ? undefined : parseRedrivePolicy(RedrivePolicy),
    redriveAllowPolicy:
      RedriveAllowPolicy === undefined ? undefined : parseRedriveAllowPolicy(RedriveAllowPolicy),
  };
}
