import {
  DisableRuleCommand,
  type EventBridgeClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import { unlessMissing } from '../shared/storage/unless-missing.ts';

/** Stops the schedule by which reconcile would make everything again; one that is gone is no error. */
export async function stopSchedule(events: EventBridgeClient, prefix: string): Promise<void> {
  await unlessMissing(ResourceNotFoundException, () =>
    events.send(new DisableRuleCommand({ Name: `${prefix}-tick` })),
  );
}
