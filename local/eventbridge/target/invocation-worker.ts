import { AwsError } from '../../endpoint/aws-error.ts';
import { transaction } from '../../storage/transaction.ts';
import type { Core } from '../core.ts';
import type { Worker } from '../worker.ts';
import { deadLetter, isFinal, type Failure } from './dead-letter.ts';
import type { InvocationRecord } from './queue-invocation.ts';
import { targetCaller } from './target-caller.ts';
import { targetInput } from './target-input.ts';

/**
 * Carries out the invocations that are owed, a few at a time. One is struck off only when the function's service has
 * taken it, so after a crash it is made again: at least once, as on AWS.
 */
export function createInvocationWorker(core: Core): Worker {
  const { database, now } = core.context;
  const due = database.prepare(
    'SELECT id, attempts, record FROM evb_invocations WHERE next_at <= ? ORDER BY next_at, id LIMIT ?',
  );
  const nextAt = database.prepare('SELECT MIN(next_at) AS at FROM evb_invocations');
  const strike = database.prepare('DELETE FROM evb_invocations WHERE id = ?');
  const postpone = database.prepare('UPDATE evb_invocations SET attempts = ?, next_at = ? WHERE id = ?');

  const carryOut = async (id: number, attempts: number, record: InvocationRecord) => {
    const delivery = { rule: { arn: record.ruleArn }, target: record.target, json: record.json };
    const error = await invoke(core, delivery);
    transaction(database, () => {
      if (!error) return strike.run(id);
      const failure = judge(record, attempts, error, now());
      if (!failure) return postpone.run(attempts + 1, now() + backOffMs(attempts), id);
      deadLetter(core, delivery, failure);
      return strike.run(id);
    });
  };
  return {
    async runDue() {
      const rows = due.all(now(), BATCH);
      await Promise.all(
        rows.map((row) =>
          carryOut(
            Number(row['id']),
            Number(row['attempts']),
            JSON.parse(String(row['record'])) as InvocationRecord,
          ),
        ),
      );
    },
    nextAt() {
      const at = nextAt.get()?.['at'];
      return typeof at === 'number' ? at : undefined;
    },
  };
}

const BATCH = 50;

async function invoke(
  core: Core,
  delivery: { rule: { arn: string }; target: InvocationRecord['target']; json: string },
): Promise<AwsError | undefined> {
  const input = targetInput(delivery.target, delivery.json);
  try {
    const payload = JSON.parse(input) as unknown;
    await core.neighbours.invokeFunction(delivery.target.Arn, payload, targetCaller(core, delivery));
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error;
    return new AwsError('InternalException', error instanceof Error ? error.message : String(error), 500);
  }
}

/** Whether this was the last attempt, and why; `undefined` to try again. */
function judge(
  record: InvocationRecord,
  attempts: number,
  error: AwsError,
  now: number,
): Failure | undefined {
  if (isFinal(error)) return { error };
  const { MaximumRetryAttempts = 185, MaximumEventAgeInSeconds = 86_400 } = record.target.RetryPolicy ?? {};
  if (attempts >= MaximumRetryAttempts)
    return { error, exhausted: { condition: 'MaximumRetryAttempts', attempts } };
  if (now - record.orderedAt >= MaximumEventAgeInSeconds * 1000)
    return { error, exhausted: { condition: 'MaximumEventAgeInSeconds', attempts } };
  return undefined;
}

/** Doubling from a second to ten minutes. */
function backOffMs(attempts: number): number {
  return Math.min(1000 * 2 ** attempts, 600_000);
}
