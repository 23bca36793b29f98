/** The environment variables of `deliver`; the stack must set each one. */
export type DeliverEnvironment = {
  /** Name of the table of subscriptions. */
  readonly SUBSCRIPTIONS_TABLE: string;
  /** Name of the table of deliveries and attempts. */
  readonly DELIVERIES_TABLE: string;
  /** `public`: https to public addresses only. `any`: http and loopback too, for a laptop. */
  readonly ADDRESS_RULES: 'public' | 'any';
  /** How long the log keeps a delivery. */
  readonly LOG_RETENTION_SECONDS: string;
  /** How long a claimed attempt may be under way before it counts as interrupted: longer than the function can run. */
  readonly CLAIM_SECONDS: string;
};
