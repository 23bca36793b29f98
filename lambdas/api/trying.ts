import type { EventPattern } from '../../shared/subscription/pattern.ts';
import type { Transformer } from '../../shared/transform/create-transformer.ts';
import type { TestDelivery, TestedDelivery } from '../../shared/delivery/test-delivery.ts';

/** What the API tries subscriptions out with. */
export type Trying = {
  /** Has one attempt made that counts for nothing. */
  readonly attemptTest: (wanted: TestDelivery) => Promise<TestedDelivery>;
  /** Whether EventBridge says that a pattern matches an event. @throws {ProblemError} `invalid_fields` where it refuses the pattern */
  readonly matches: (pattern: EventPattern, event: string) => Promise<boolean>;
  readonly transform: Transformer['transform'];
};
