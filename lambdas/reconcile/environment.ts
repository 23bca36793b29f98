/** The environment variables of `reconcile`; the stack must set each one. */
export type ReconcileEnvironment = {
  /** Name of the table of subscriptions. */
  readonly SUBSCRIPTIONS_TABLE: string;
  /** Name of the table of accounts. */
  readonly ACCOUNTS_TABLE: string;
  /** Name of the table of the accounts' wrapped data keys. */
  readonly ACCOUNT_KEYS_TABLE: string;
  /** The KMS key that wraps them. */
  readonly KMS_KEY_ARN: string;
  /** Name of the table of deliveries and attempts. */
  readonly DELIVERIES_TABLE: string;
  /** ARN of the function that a subscription's event source mapping invokes. */
  readonly DELIVER_FUNCTION_ARN: string;
  /** Name of the bus that events come in by, which carries the rules of the first shard. */
  readonly EVENT_BUS_NAME: string;
  /** How many buses carry rules. @default 1: all of them are on the bus that events come in by */
  readonly SHARDS?: string;
  /** What every queue and rule made at run time is named and tagged with: `webhooks-<stage>`. */
  readonly RESOURCE_PREFIX: string;
  /** Where EventBridge leaves events that no queue took. */
  readonly INGEST_DLQ_ARN: string;
  readonly VISIBILITY_TIMEOUT_SECONDS: string;
  readonly QUEUE_RETENTION_SECONDS: string;
  readonly DLQ_RETENTION_SECONDS: string;
  /** How long a new rule takes to apply: a subscription is active this long after its target was put. */
  readonly RULE_SETTLE_SECONDS: string;
  /** Queues outlive their rule by this, so that what is already routed is still delivered or kept. */
  readonly QUEUE_REMOVAL_DELAY_SECONDS: string;
  /** How long after an event's time the archive is sure to have it: a replay waits that long for the end of its span. */
  readonly ARCHIVE_DELAY_SECONDS: string;
  /** How long an endpoint may fail without one success before its subscription is disabled. */
  readonly DISABLE_AFTER_SECONDS: string;
  /** How long the log keeps a delivery. */
  readonly LOG_RETENTION_SECONDS: string;
  /** From the beginning of one sweep over everything to that of the next. */
  readonly SWEEP_INTERVAL_SECONDS: string;
  /** What is younger than this may still get its row, and is not removed for having none. */
  readonly ORPHAN_GRACE_SECONDS: string;
  /** How late a retry is before its record counts as lost and is sent again. */
  readonly OVERDUE_SECONDS: string;
  /** How long a job may get no further before an operator is told. */
  readonly JOB_STALLED_SECONDS: string;
};
