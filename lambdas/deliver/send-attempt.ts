import { tokenClient } from '../../shared/authentication/token-client.ts';
import type { EndedAttempt } from '../../shared/delivery/conclude-attempt.ts';
import { deliveryHeaders } from '../../shared/delivery/delivery-headers.ts';
import type { Outcome } from '../../shared/delivery/outcome.ts';
import { shownRequestHeaders } from '../../shared/delivery/shown-request-headers.ts';
import type { Message } from '../../shared/message/message.ts';
import type { Subscription } from '../../shared/subscription/subscription.ts';
import type { DeliverDependencies } from './dependencies.ts';

type Sending = {
  readonly subscription: Subscription;
  readonly message: Message;
  /** The attempt's number. */
  readonly number: number;
  /** Marks the request as a test. */
  readonly test?: true;
  /** @default the subscription's own */
  readonly timeoutMs?: number;
};

/** What one request came to. */
export type Sent = Pick<EndedAttempt, 'requestHeaders' | 'outcome' | 'startedAt' | 'endedAt'>;

/** Makes one signed request to the subscription's endpoint. */
export async function sendAttempt(
  { attempt, now }: Pick<DeliverDependencies, 'attempt' | 'now'>,
  { subscription, message, number, test, timeoutMs = subscription.timeoutSeconds * 1_000 }: Sending,
): Promise<Sent> {
  const startedAt = now();
  const headers = deliveryHeaders(subscription, message, { number, startedAt, ...(test && { test }) });
  const request = { url: subscription.url, headers, body: message.body, timeoutMs };
  const outcome = await attempt(request, tokenClient(subscription));
  return {
    ...(wasSent(outcome) && { requestHeaders: shownRequestHeaders(subscription, headers) }),
    outcome,
    startedAt,
    endedAt: now(),
  };
}

/** Without a token there was no request, unless the endpoint had refused the one before. */
function wasSent(outcome: Outcome): boolean {
  return !('errorCode' in outcome && outcome.errorCode === 'token_failed' && !outcome.response);
}
