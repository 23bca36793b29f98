import type { ResourceType } from '../cloudformation/resource-type.ts';
import type { Context } from '../context.ts';
import type { Operations } from '../endpoint/operation.ts';
import type { Core } from './core.ts';
import { createOperations } from './create-operations.ts';
import { createTables } from './create-tables.ts';
import { createMessages } from './message/messages.ts';
import { createMoveRunner } from './move/create-move-runner.ts';
import { createMoveTasks } from './move/move-tasks.ts';
import { queueArn } from './queue/queue-arn.ts';
import { createQueues } from './queue/queues.ts';
import { createInFlight } from './receive/in-flight.ts';
import { createLongPolls } from './receive/long-polls.ts';
import { queuePolicyResource } from './resource/queue-policy-resource.ts';
import { queueResource } from './resource/queue-resource.ts';
import { sweepExpired } from './sweep-expired.ts';

/** The embedded SQS: standard queues in the context's database. */
export type Sqs = {
  readonly operations: Operations;
  readonly resourceTypes: readonly ResourceType[];
  /** Ends every hiding at once, as after a crash of the receivers. Receive counts stay. */
  makeInFlightVisible(): void;
  /** Ends long polls with an empty answer, and stops the work in the background. */
  stop(): void;
};

export type SqsOptions = {
  /**
   * Asked for each message received: true leaves the message visible for one more receive, which happens even if it
   * is deleted meanwhile: at least once, made to happen. @default never
   */
  readonly duplicate?: () => boolean;
  /**
   * Asked for each short poll: true answers it with nothing, as one that SQS asked of servers which have no message. A
   * long poll asks them all. @default never
   */
  readonly miss?: () => boolean;
  /** Messages that may be in flight per queue. @default 120000, as on AWS */
  readonly inFlightLimit?: number;
};

const IN_FLIGHT_LIMIT = 120_000;
const SWEEP_EVERY_MS = 60_000;

/** Opens SQS on the context's database, and goes on with the message move tasks that a stop interrupted. */
export function createSqs(context: Context, options: SqsOptions = {}): Sqs {
  createTables(context.database);
  const core = createCore(context, options);
  const runner = createMoveRunner(core);
  for (const task of core.moveTasks.running()) runner.run(task);
  const sweeping = setInterval(() => sweepExpired(core), SWEEP_EVERY_MS).unref();
  return {
    operations: createOperations(core, runner),
    resourceTypes: [queueResource(core), queuePolicyResource(core)],
    makeInFlightVisible() {
      core.messages.makeInFlightVisible(context.now());
      for (const queue of core.queues.all()) core.longPolls.changed(queue.id);
    },
    stop() {
      clearInterval(sweeping);
      runner.stop();
      core.longPolls.stop();
    },
  };
}

function createCore(context: Context, { duplicate, miss, inFlightLimit }: SqsOptions): Core {
  const messages = createMessages(context.database);
  return {
    context,
    messages,
    queues: createQueues(context.database, (name) => queueArn(context, name)),
    inFlight: createInFlight(messages, context.now, inFlightLimit ?? IN_FLIGHT_LIMIT),
    longPolls: createLongPolls(context.now, messages.nextVisibleAt),
    moveTasks: createMoveTasks(context.database),
    duplicate: duplicate ?? (() => false),
    miss: miss ?? (() => false),
  };
}
