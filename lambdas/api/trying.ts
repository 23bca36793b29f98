import type { TestDelivery, TestedDelivery } from '../../shared/delivery/test-delivery.ts';

/** What the API tries subscriptions out with. */
export type Trying = {
  /** Has one attempt made that counts for nothing. */
  readonly attemptTest: (wanted: TestDelivery) => Promise<TestedDelivery>;
};
