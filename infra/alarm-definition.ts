import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';

/** One thing that an operator is called for. */
export type AlarmDefinition = {
  /** Names the alarm, and its section of `docs/runbook.md`. */
  readonly id: string;
  /** What users lose while it lasts. */
  readonly loss: string;
  readonly metric: IMetric;
  /** It is raised at this value and above. @default 1 */
  readonly threshold?: number;
  /** Of the metric's last periods, which are minutes or hours, how many must have such a value. @default 1 of 1 */
  readonly periods?: { readonly bad: number; readonly of: number };
  /** It is raised by the missing of values instead: the metric counts what has to happen. @default false */
  readonly whenMissing?: boolean;
};
