import type { Context } from '../context.ts';
import type { Messages } from './message/messages.ts';
import type { MoveTasks } from './move/move-tasks.ts';
import type { Queues } from './queue/queues.ts';
import type { InFlight } from './receive/in-flight.ts';
import type { LongPolls } from './receive/long-polls.ts';

/** What the operations of SQS work with. */
export type Core = {
  readonly context: Context;
  readonly queues: Queues;
  readonly messages: Messages;
  readonly inFlight: InFlight;
  readonly longPolls: LongPolls;
  readonly moveTasks: MoveTasks;
  /** Whether a message that is being received stays visible for one more receive. */
  readonly duplicate: () => boolean;
  /** Whether a short poll finds nothing, whatever is there. */
  readonly miss: () => boolean;
};
