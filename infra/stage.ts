import type { RetentionDays } from 'aws-cdk-lib/aws-logs';

/**
 * What differs from one deployment to another. Everything else is the same in every stage, so that what runs on a
 * laptop is what is deployed: stages may differ in names, address rules, durations and retention alone. What is made for
 * AWS only (notifications, traces, static egress) is an option that no stage has by default.
 */
export type Stage = {
  /** Part of every name: `webhooks-<name>`. */
  readonly name: string;
  /**
   * Where `deliver` may connect to. `public`: https to public addresses only. `any`: http and loopback too.
   * @default 'public'; 'any' on a laptop
   */
  readonly addressRules: 'public' | 'any';
  /**
   * How long a new rule takes to apply on AWS, in seconds; a subscription becomes active after it.
   * @default 60; 0 in the embedded AWS, where a rule applies at once
   */
  readonly ruleSettleSeconds: number;
  /** Timeout of `deliver`, in seconds; above the longest request (30 s). @default 60 */
  readonly deliverTimeoutSeconds: number;
  /** Visibility timeout of a subscription's queue, in seconds; never below `deliverTimeoutSeconds`. @default 90 */
  readonly visibilityTimeoutSeconds: number;
  /** How long a subscription's queue keeps a message, in seconds (60 to 14 days). @default 13 days */
  readonly queueRetentionSeconds: number;
  /**
   * How long a dead letter is kept, in seconds. SQS counts from the first enqueueing, also in the dead-letter queue,
   * so it is the longest that SQS has.
   * @default 14 days
   */
  readonly dlqRetentionSeconds: number;
  /** How long CloudWatch keeps the functions' and the API's log lines, in days. @default 30; 90 in production */
  readonly logRetentionDays: RetentionDays;
  /** How long the log keeps a delivery, in seconds. @default 90 days */
  readonly deliveryRetentionSeconds: number;
  /**
   * Over how many event buses the accounts' rules are spread, 1 to 64, so that each needs a part of the quota of rules only;
   * to be chosen before the first subscription is made (docs/scale.md).
   * @default 1
   */
  readonly shards: number;
  /** How long the archive keeps an event for replay, in days; at least 30. @default 30 */
  readonly archiveRetentionDays: number;
  /**
   * How long after an event's time the archive is sure to have it, in seconds; a replay waits that long for the end of its
   * span. AWS advises ten minutes.
   * @default 600
   */
  readonly archiveDelaySeconds: number;
  /**
   * How long queues outlive their deleted rule, in seconds, so that what is already routed is still delivered.
   * @default 300
   */
  readonly queueRemovalDelaySeconds: number;
  /** How long what arrives for a subscription that is not active is hidden, in seconds. @default 60 */
  readonly inactiveHideSeconds: number;
  /** How long an invocation waits for a slot under a rate limit, in seconds; below what a request leaves of it. @default 20 */
  readonly slotWaitSeconds: number;
  /** How long the breaker of a failing endpoint is open the first time, in seconds; it doubles. @default 60 */
  readonly breakerCooldownSeconds: number;
  /** The longest that it is open, in seconds. @default 1800 */
  readonly breakerLongestSeconds: number;
  /** How long an endpoint may fail without a success before its subscription is disabled, in seconds. @default 120 h */
  readonly disableAfterSeconds: number;
  /** From the beginning of one sweep over all that was made at run time to that of the next, in seconds. @default 3600 */
  readonly sweepIntervalSeconds: number;
  /** How old what has no row must be before the sweep removes it, in seconds. @default 3600 */
  readonly orphanGraceSeconds: number;
  /** How late a retry must be before the sweep takes its record for lost and sends it again, in seconds. @default 3600 */
  readonly overdueSeconds: number;
  /** How long a redrive or replay may get no further before an alarm is raised, in seconds. @default 3600 */
  readonly jobStalledSeconds: number;
  /**
   * Keeps the tables when the stack is deleted, and refuses to delete them or the stack.
   * @default false; true in production
   */
  readonly retainData: boolean;
  /** Who is written to when an alarm is raised and when it is over. @default nobody */
  readonly alarmEmails: readonly string[];
  /**
   * The AWS account's quota of concurrent executions of Lambda in the Region; an alarm is raised at 80 % of it.
   * @default 1000
   */
  readonly accountConcurrency: number;
  /** Whether invocations are traced with X-Ray, which costs per trace. @default false */
  readonly tracing: boolean;
  /**
   * Whether `deliver` connects from addresses that never change, for endpoints behind an allow-list. It then runs in a
   * VPC whose NAT gateways cost by the hour, and cannot reach endpoints that have IPv6 only.
   * @default false
   */
  readonly staticEgress: boolean;
};
