import { AwsError } from '../../endpoint/aws-error.ts';
import type { Bus } from '../bus/bus.ts';
import { putEventsAccess } from '../bus/put-events-access.ts';
import { busNameFromArn } from '../request/bus-name-of.ts';
import type { Core } from '../core.ts';
import { deadLetter } from './dead-letter.ts';
import type { Delivery } from './delivery.ts';
import { queueInvocation } from './queue-invocation.ts';
import { sendMessage } from './send-message.ts';
import { targetCaller } from './target-caller.ts';
import { targetInput } from './target-input.ts';

/**
 * Delivers an event within the caller's transaction: to a queue or another bus at once, to a function by a durable
 * order that is carried out after the commit. What the target refuses goes to its dead-letter queue: in process there
 * is nothing that a retry could mend.
 * @param forwardTo brings the event to the bus that the target is
 */
export function deliverToTarget(core: Core, delivery: Delivery, forwardTo: (bus: Bus) => void): void {
  try {
    deliver(core, delivery, forwardTo);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    deadLetter(core, delivery, { error });
  }
}

function deliver(core: Core, delivery: Delivery, forwardTo: (bus: Bus) => void): void {
  const { target, json } = delivery;
  const kind = target.Arn.split(':')[2];
  if (kind === 'sqs')
    return sendMessage(core, target.Arn, targetCaller(core, delivery), { body: targetInput(target, json) });
  if (kind === 'lambda') return queueInvocation(core, delivery);
  return forward(core, delivery, forwardTo);
}

/** To another bus the whole event goes, with its id, so that it can be followed. */
function forward(core: Core, delivery: Delivery, forwardTo: (bus: Bus) => void): void {
  const { rule, target, envelope, isForwarded } = delivery;
  if (isForwarded)
    return core.context.warn(
      `${rule.arn} sends events to ${target.Arn}, but ${envelope.id} came from another bus and is not sent on to a third.`,
    );
  const name = busNameFromArn(core.context, target.Arn) ?? target.Arn;
  const bus = core.buses.get(name);
  if (!bus) throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
  core.context.authorize(targetCaller(core, delivery), putEventsAccess(core, name, envelope));
  forwardTo(bus);
}
