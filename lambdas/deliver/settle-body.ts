import type { Message } from '../../shared/message/message.ts';
import type { DecidedAttempt } from './decided-record.ts';
import type { DeliverDependencies } from './dependencies.ts';

/** The message as it is sent, or why nothing can be. */
export type SettledBody = {
  readonly message: Message;
  /** Whether a body that the row does not have yet belongs into it. */
  readonly isNew?: true;
  readonly failure?: string;
};

/**
 * What a decided attempt sends. A transform is applied once: from the first attempt on the row's body counts, whatever
 * becomes of the subscription's transform, so that every attempt sends the same bytes.
 * @throws {Error} where the transform could not be tried at all
 */
export async function settleBody(
  { transformer }: Pick<DeliverDependencies, 'transformer'>,
  { message, subscription, delivery, storedBody }: DecidedAttempt,
): Promise<SettledBody> {
  const isSettled = delivery !== undefined && delivery.attempts > 0 && delivery.transform !== 'failed';
  if (isSettled)
    return delivery.transform === 'applied'
      ? { message: { ...message, body: await storedBody(), transform: 'applied' } }
      : { message };
  if (subscription.transform === undefined) return { message, ...(delivery && { isNew: true }) };
  const { transform: expression } = subscription;
  const { id: messageId, accountId, body } = message;
  const result = await transformer.transform({ accountId, expression, body, messageId });
  if ('failed' in result)
    return { message: { ...message, transform: 'failed' }, failure: `${result.failed}: ${result.detail}` };
  return { message: { ...message, body: result.body, transform: 'applied' }, isNew: true };
}
