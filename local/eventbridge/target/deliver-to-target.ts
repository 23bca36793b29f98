import { AwsError } from '../../endpoint/aws-error.ts';
import type { Bus } from '../bus/bus.ts';
import { putEventsAccess } from '../bus/put-events-access.ts';
import { busNameFromArn } from '../request/bus-name-of.ts';
import type { Service } from '../service.ts';
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
export function deliverToTarget(service: Service, delivery: Delivery, forwardTo: (bus: Bus) => void): void {
  try {
    deliver(service, delivery, forwardTo);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    deadLetter(service, delivery, { error });
  }
}

function deliver(service: Service, delivery: Delivery, forwardTo: (bus: Bus) => void): void {
  const { target, json } = delivery;
  const kind = target.Arn.split(':')[2];
  if (kind === 'sqs')
    return sendMessage(service, target.Arn, targetCaller(delivery), { body: targetInput(target, json) });
  if (kind === 'lambda') return queueInvocation(service, delivery);
  return forward(service, delivery, forwardTo);
}

/** To another bus the whole event goes, with its id, so that it can be followed. */
function forward(service: Service, delivery: Delivery, forwardTo: (bus: Bus) => void): void {
  const { rule, target, envelope, isForwarded } = delivery;
  if (isForwarded)
    return service.context.warn(
      `${rule.arn} sends events to ${target.Arn}, but ${envelope.id} came from another bus and is not sent on to a third.`,
    );
  const name = busNameFromArn(service.context, target.Arn) ?? target.Arn;
  const bus = service.buses.get(name);
  if (!bus) throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
  service.context.authorize(targetCaller(delivery), putEventsAccess(service, name, envelope));
  forwardTo(bus);
}
