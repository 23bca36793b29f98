import { concludeAttempt } from '../../shared/delivery/conclude-attempt.ts';
import type { TestDelivery, TestedDelivery } from '../../shared/delivery/test-delivery.ts';
import type { Message } from '../../shared/message/message.ts';
import { recordToMessage } from '../../shared/message/record-to-message.ts';
import type { Subscription } from '../../shared/subscription/subscription.ts';
import { attemptLine } from './attempt-line.ts';
import type { DeliverDependencies } from './dependencies.ts';
import { sendAttempt } from './send-attempt.ts';
import { unsent } from './unsent.ts';

/** What the function needs after the attempt, and the longest that the caller can be kept waiting. */
const SPARE_MS = 500;
const LONGEST_MS = 25_000;

/**
 * Makes one attempt of a made-up message, whatever the subscription's status, breaker and rate limit say, and tells what
 * came of it. It changes nothing: no log, no health, no statistics.
 * @param remainingMs what is left of the function's time
 * @throws {Error} where the subscription is gone or the record can be no message; the asker looks at both before
 */
export async function deliverTest(
  dependencies: DeliverDependencies,
  { test: { account_id: accountId, subscription_id: subscriptionId, record } }: TestDelivery,
  remainingMs: number,
): Promise<TestedDelivery> {
  const subscription = await dependencies.subscriptions.get(accountId, subscriptionId);
  if (!subscription) throw new Error(`There is no subscription ${subscriptionId} to test.`);
  const original = recordToMessage(record);
  if ('unusable' in original) throw new Error(`The test event is no message: ${original.unusable}.`);
  const { message, failure } = await transformed(dependencies, subscription, original);
  const timeoutMs = Math.min(subscription.timeoutSeconds * 1_000, remainingMs - SPARE_MS, LONGEST_MS);
  const sending = { subscription, message, number: 1, test: true, timeoutMs } as const;
  const sent =
    failure === undefined ? await sendAttempt(dependencies, sending) : unsent(failure, dependencies.now());
  const concluded = concludeAttempt({
    ...sent,
    subscription,
    message,
    decision: { do: 'attempt', number: 1, round: 1, attemptsBeforeRound: 0 },
    before: undefined,
    random: 0,
  });
  const { error_detail: _detail, ...line } = attemptLine(subscription, concluded);
  console.info({ ...line, event: 'test_attempt' });
  const { nextAt: _, ...attempt } = concluded.attempt;
  return { body: concluded.delivery.body, attempt };
}

/** Whoever makes a test may read the whole story of a failure, the message quoted in it too. */
async function transformed(
  { transformer }: Pick<DeliverDependencies, 'transformer'>,
  { transform: expression }: Subscription,
  message: Message,
): Promise<{ readonly message: Message; readonly failure?: string }> {
  if (expression === undefined) return { message };
  const { id: messageId, accountId, body } = message;
  const result = await transformer.transform({ accountId, expression, body, messageId });
  return 'failed' in result
    ? { message, failure: `${result.failed}: ${result.message}` }
    : { message: { ...message, body: result.body } };
}
