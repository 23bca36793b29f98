/** The environment variables of `api`; the stack must set each one. */
export type ApiEnvironment = {
  /** Name of the table of subscriptions. */
  readonly SUBSCRIPTIONS_TABLE: string;
  /** Name of the table of accounts and their keys. */
  readonly ACCOUNTS_TABLE: string;
  /** Name of the table of deliveries and attempts. */
  readonly DELIVERIES_TABLE: string;
  /** Name of the table of the accounts' wrapped data keys. */
  readonly ACCOUNT_KEYS_TABLE: string;
  /** The KMS key that wraps them. */
  readonly KMS_KEY_ARN: string;
  /** What every queue made at run time is named with: `webhooks-<stage>`. */
  readonly RESOURCE_PREFIX: string;
  /** How far back events can be replayed. */
  readonly ARCHIVE_RETENTION_SECONDS: string;
  /** Name of the bus that events are put on. */
  readonly EVENT_BUS_NAME: string;
  /** How long the lines are kept that the functions log. */
  readonly FUNCTION_LOG_RETENTION_SECONDS: string;
  /** How long a dead letter is kept. */
  readonly DLQ_RETENTION_SECONDS: string;
  /** The secret that holds the administrator's first key, made at deploy. */
  readonly ADMIN_KEY_SECRET_ARN: string;
  /** Name of the function that makes subscriptions true. */
  readonly RECONCILE_FUNCTION_NAME: string;
  /** Name of the function that makes attempts. */
  readonly DELIVER_FUNCTION_NAME: string;
  /** `public`: https to public addresses only. `any`: http and loopback too, for a laptop. */
  readonly ADDRESS_RULES: 'public' | 'any';
  /** The addresses that `deliver` connects from, separated by commas; `any` where they change. */
  readonly EGRESS_IPS: string;
};
