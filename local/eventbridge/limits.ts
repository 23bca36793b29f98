/** The account's quotas. @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export type Limits = {
  readonly rulesPerBus: number;
  readonly targetsPerRule: number;
  readonly wildcardRulesPerBus: number;
  /** In characters. */
  readonly patternLength: number;
  readonly concurrentReplays: number;
  readonly busesPerAccount: number;
};

export const DEFAULT_LIMITS: Limits = {
  rulesPerBus: 300,
  targetsPerRule: 5,
  wildcardRulesPerBus: 30,
  patternLength: 2048,
  concurrentReplays: 10,
  busesPerAccount: 100,
};
