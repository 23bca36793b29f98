import { decide, type Decision } from '../../shared/delivery/decide.ts';
import type { DeliveryState } from '../../shared/delivery/delivery.ts';
import type { BatchState } from '../../shared/delivery/read-batch.ts';
import type { Message, UnusableReason } from '../../shared/message/message.ts';
import type { Subscription } from '../../shared/subscription/subscription.ts';
import type { DeliverDependencies } from './dependencies.ts';
import type { ReceivedRecord } from './received-record.ts';

/** A record of the batch with what is to be done with it. */
export type DecidedRecord = { readonly record: ReceivedRecord } & (
  | { readonly do: 'refuse'; readonly reason: UnusableReason }
  | Extract<Decision, { do: 'hide' | 'acknowledge' }>
  | (Extract<Decision, { do: 'dead-letter' }> & Known)
  | DecidedAttempt
  /** An attempt whose slot under the rate limit is too far off to wait for. */
  | { readonly do: 'defer'; readonly attempt: DecidedAttempt; readonly slotAt: number }
);

export type DecidedAttempt = Extract<Decision, { do: 'attempt' }> &
  Known & {
    readonly record: ReceivedRecord;
    /** Not before this time, under a rate limit. */
    readonly sendAt?: number;
  };

type Known = {
  readonly message: Message;
  readonly subscription: Subscription;
  /** The row as it was read with the batch. */
  readonly delivery: DeliveryState | undefined;
  /** The row's payload, decrypted. @throws where there is no row; as `AccountCipher.open` does */
  readonly storedBody: () => Promise<string>;
};

/** How long a second copy of a message waits that came in the same batch as the first. */
const COPY_HIDE_MS = 5_000;

/** Decides every record of a batch; the second of two copies in it waits for the first. */
export function decideRecords(
  dependencies: DeliverDependencies,
  state: BatchState,
  records: readonly ReceivedRecord[],
): readonly DecidedRecord[] {
  const seen = new Set<string>();
  return records.map((record): DecidedRecord => {
    const { message } = record;
    if ('unusable' in message) return { record, do: 'refuse', reason: message.unusable };
    if (seen.has(message.id)) return { record, do: 'hide', until: dependencies.now() + COPY_HIDE_MS };
    seen.add(message.id);
    return decideRecord(dependencies, state, record, message);
  });
}

function decideRecord(
  { now, random, claimMs, inactiveHideMs }: DeliverDependencies,
  state: BatchState,
  record: ReceivedRecord,
  message: Message,
): DecidedRecord {
  const subscription = state.subscription(message.accountId);
  const delivery = state.delivery(message);
  const facts = { ...record, replay: message.replay };
  const decision = decide(subscription, delivery, facts, {
    now: now(),
    random: random(),
    claimMs,
    inactiveHideMs,
  });
  if (decision.do === 'hide' || decision.do === 'acknowledge') return { record, ...decision };
  if (!subscription)
    throw new Error(`${decision.do} was decided for ${message.id} without its subscription.`);
  const storedBody = () => state.body(message);
  return { record, message, subscription, delivery, storedBody, ...decision };
}
