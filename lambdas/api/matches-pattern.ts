import {
  type EventBridgeClient,
  InvalidEventPatternException,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { invalidField } from '../../shared/problem/invalid-field.ts';
import type { EventPattern } from '../../shared/subscription/pattern.ts';

/**
 * Whether an event matches a pattern, by EventBridge's own engine: what a preview says is what a rule does.
 * @throws {ProblemError} `invalid_fields` where EventBridge refuses what our own check let pass
 */
export async function matchesPattern(
  events: EventBridgeClient,
  pattern: EventPattern,
  event: string,
): Promise<boolean> {
  try {
    const command = new TestEventPatternCommand({ EventPattern: JSON.stringify(pattern), Event: event });
    return (await events.send(command)).Result === true;
  } catch (error) {
    if (!(error instanceof InvalidEventPatternException)) throw error;
    throw invalidField('filter', `a pattern that EventBridge takes; it says: ${error.message}`);
  }
}
