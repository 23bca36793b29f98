import type { PolicyDocument } from '../../iam/policy-document.ts';
import type { RedriveAllowPolicy } from './redrive-allow-policy.ts';
import type { RedrivePolicy } from './redrive-policy.ts';

/** A queue as it stands in the database, with its attributes read. */
export type Queue = {
  readonly id: number;
  readonly name: string;
  readonly arn: string;
  /** Every attribute that is set, as GetQueueAttributes gives it. */
  readonly attributes: QueueAttributes;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly purgedAt: number | undefined;
  readonly visibilityMs: number;
  readonly delayMs: number;
  readonly retentionMs: number;
  readonly waitSeconds: number;
  /** In bytes, with attributes. */
  readonly maximumMessageSize: number;
  readonly policy: PolicyDocument | undefined;
  readonly redrivePolicy: RedrivePolicy | undefined;
  readonly redriveAllowPolicy: RedriveAllowPolicy | undefined;
};

/** Attributes by AWS name; JSON valued ones as compact JSON. */
export type QueueAttributes = Readonly<Record<string, string>>;
