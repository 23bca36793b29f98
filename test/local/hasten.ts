import { setEnvironment } from './set-environment.ts';
import type { Template } from './synthesized-assembly.ts';

/** Has `reconcile` do at once what it otherwise waits with. */
export function hasten(template: Template): void {
  setEnvironment(template, 'webhooks-test-reconcile', {
    QUEUE_REMOVAL_DELAY_SECONDS: '0',
    SWEEP_INTERVAL_SECONDS: '0',
    ORPHAN_GRACE_SECONDS: '0',
  });
}
