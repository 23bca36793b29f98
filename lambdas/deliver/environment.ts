/** The environment variables of `deliver`; the stack must set each one. */
export type DeliverEnvironment = {
  /** Name of the table of subscriptions. */
  readonly SUBSCRIPTIONS_TABLE: string;
  /** Name of the table of deliveries and attempts. */
  readonly DELIVERIES_TABLE: string;
  /** Name of the table of the accounts' wrapped data keys. */
  readonly ACCOUNT_KEYS_TABLE: string;
  /** The KMS key that wraps them. */
  readonly KMS_KEY_ARN: string;
  /** `public`: https to public addresses only. `any`: http and loopback too, for a laptop. */
  readonly ADDRESS_RULES: 'public' | 'any';
  /** How long the log keeps a delivery. */
  readonly LOG_RETENTION_SECONDS: string;
  /** How long a claimed attempt may be under way before it counts as interrupted: longer than the function can run. */
  readonly CLAIM_SECONDS: string;
  /** How long what arrives for a subscription that is not active is hidden. */
  readonly INACTIVE_HIDE_SECONDS: string;
  /** How long an invocation waits for a slot under a rate limit before it leaves the record to its later slot. */
  readonly SLOT_WAIT_SECONDS: string;
  /** How long the breaker is open the first time; it doubles up to the longest. */
  readonly BREAKER_COOLDOWN_SECONDS: string;
  readonly BREAKER_LONGEST_SECONDS: string;
  /** How long an endpoint may fail without one success before its subscription is disabled. */
  readonly DISABLE_AFTER_SECONDS: string;
  /** Name of the bus that operational events are put onto. */
  readonly EVENT_BUS_NAME: string;
  /** What the stage's resources are named with, and its metrics are told apart by: `webhooks-<stage>`. */
  readonly RESOURCE_PREFIX: string;
};
