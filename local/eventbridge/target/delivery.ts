import type { Envelope } from '../event/envelope.ts';
import type { Rule, Target } from '../rule/rule.ts';

/** One event on its way to one target of one rule. */
export type Delivery = {
  readonly rule: Pick<Rule, 'arn'>;
  readonly target: Target;
  readonly envelope: Envelope;
  /** The event's JSON. */
  readonly json: string;
  readonly isForwarded: boolean;
};
