import {
  DeleteRuleCommand,
  type EventBridgeClient,
  RemoveTargetsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import { unlessMissing } from '../storage/unless-missing.ts';
import { resourceNames } from './resource-names.ts';

/** Removes a subscription's rule and its target from one bus. What is already gone is no error. */
export async function removeRule(
  events: EventBridgeClient,
  { prefix, busName }: { readonly prefix: string; readonly busName: string },
  subscriptionId: string,
): Promise<void> {
  const { rule, targetId } = resourceNames(prefix, subscriptionId);
  await unlessMissing(ResourceNotFoundException, async () => {
    await events.send(new RemoveTargetsCommand({ Rule: rule, EventBusName: busName, Ids: [targetId] }));
    await events.send(new DeleteRuleCommand({ Name: rule, EventBusName: busName }));
  });
}
