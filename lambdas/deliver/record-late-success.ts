import type { RecordedAttempt } from '../../shared/delivery/delivery-log.ts';
import type { DeliverDependencies } from './dependencies.ts';

/**
 * Writes a first-time success that took so long that another copy of the record may have gone on meanwhile. The row then
 * owns the numbers: the success becomes its next attempt, unless the message is delivered already or an attempt is under
 * way, whose end decides.
 */
export async function recordLateSuccess(
  { log, now }: Pick<DeliverDependencies, 'log' | 'now'>,
  recorded: RecordedAttempt,
): Promise<void> {
  if (await log.recordFirst(recorded)) return;
  const row = await log.state(recorded.delivery);
  if (!row || row.status === 'delivered') return;
  const { round, attemptsBeforeRound, firstAttemptAt } = row;
  const number = row.attempts + 1;
  const kept = { round, attempts: number, attemptsBeforeRound, firstAttemptAt };
  const marks = {
    ...(row.resend !== undefined && { resend: row.resend }),
    ...(row.replay !== undefined && { replay: row.replay }),
  };
  const delivery = { ...recorded.delivery, ...kept, ...marks };
  const isClaimed =
    row.claimedAt === undefined && (await log.claim({ ...delivery, status: 'retrying', claimedAt: now() }));
  if (isClaimed) await log.recordClaimed({ delivery, attempt: { ...recorded.attempt, number, round } });
  else console.warn({ event: 'success_beside_another_attempt', message_id: delivery.messageId });
}
