import assert from 'node:assert/strict';
import { setEnvironment } from './set-environment.ts';
import type { Template } from './synthesized-assembly.ts';

/** Shortens the timeout of `deliver`, the visibility of queues and claims, so that a crash is soon got over. */
export function setDeliverDurations(template: Template, seconds: number): void {
  const deliver = Object.values(template.Resources).find(
    ({ Properties }) => Properties['FunctionName'] === 'webhooks-test-deliver',
  );
  assert.ok(deliver, 'there is no function webhooks-test-deliver');
  deliver.Properties['Timeout'] = seconds;
  setEnvironment(template, 'webhooks-test-deliver', { CLAIM_SECONDS: String(seconds) });
  setEnvironment(template, 'webhooks-test-reconcile', { VISIBILITY_TIMEOUT_SECONDS: String(seconds) });
}
