import type { CompiledPattern } from '../pattern/compiled-pattern.ts';

/** A rule with its compiled pattern; the database holds its record. */
export type Rule = {
  readonly bus: string;
  readonly name: string;
  readonly arn: string;
  readonly record: RuleRecord;
  readonly pattern?: CompiledPattern | undefined;
};

/** What is stored of a rule. Times are milliseconds since the epoch. */
export type RuleRecord = {
  /** The text as it was put. */
  readonly eventPattern?: string | undefined;
  readonly scheduleExpression?: string | undefined;
  /** When a scheduled rule fires next. */
  readonly nextRunAt?: number | undefined;
  readonly state: string;
  /** The service that made the rule, and alone changes it. */
  readonly managedBy?: string | undefined;
  readonly description?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly targets: readonly Target[];
};

/** A target as PutTargets takes it. */
export type Target = {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly Input?: string;
  readonly InputPath?: string;
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly RetryPolicy?: {
    readonly MaximumRetryAttempts?: number;
    readonly MaximumEventAgeInSeconds?: number;
  };
};

/** A disabled rule neither matches nor fires. */
export function isEnabled(record: RuleRecord): boolean {
  return record.state !== 'DISABLED';
}
