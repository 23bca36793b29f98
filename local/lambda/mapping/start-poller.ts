import type { Context } from '../../context.ts';
import { AwsError } from '../../endpoint/aws-error.ts';
import type { Operations } from '../../endpoint/operation.ts';
import type { FunctionRegistry } from '../function/create-function-registry.ts';
import type { Invoker } from '../invocation/create-invoker.ts';
import { createSlots } from './create-slots.ts';
import { deleteMessages } from './delete-messages.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';
import { judgeBatch } from './judge-batch.ts';
import { pause } from './pause.ts';
import { receiveBatch } from './receive-batch.ts';
import { splitPayload } from './split-payload.ts';
import { sqsRecord } from './sqs-record.ts';
import type { ReceivedMessage } from './sqs-record.ts';

export type Poller = {
  /** Receives nothing more, at once, and resolves when the batches in flight have ended. */
  stop(): Promise<void>;
};

export type PollerOptions = {
  readonly sqs: Operations;
  readonly functions: FunctionRegistry;
  readonly invoker: Invoker;
  readonly mapping: EventSourceMapping;
  /** Told what keeps the mapping from working, and `undefined` when it works again. */
  readonly onProblem: (problem: string | undefined) => void;
  /** The first wait after a failed receive; it doubles up to a minute. */
  readonly problemDelayMs: number;
};

const MOST_PROBLEM_DELAY_MS = 60_000;
const PREMATURE_PAUSE_MS = 200;

/**
 * Consumes one queue for one function: receives under the function's role, invokes, and deletes what was served.
 * An idle queue costs one pending long poll.
 */
export function startPoller(context: Context, options: PollerOptions): Poller {
  const { sqs, functions, invoker, mapping } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const slots = createSlots(() => performance.now(), mapping.maximumConcurrency);
  const batches = new Set<Promise<void>>();
  const never = new AbortController().signal;
  const loop = poll();

  async function poll(): Promise<void> {
    let delayMs = options.problemDelayMs;
    let isReceiving = mapping.problem === undefined;
    while (!signal.aborted) {
      await slots.free(signal);
      if (signal.aborted) return;
      try {
        const roleArn = functions.get(mapping.functionName).role;
        const batch = await receiveBatch({ context, sqs, mapping, roleArn, signal });
        // A problem of a batch is over when a batch is served, not when the next one is received.
        if (!isReceiving) options.onProblem(undefined);
        isReceiving = true;
        delayMs = options.problemDelayMs;
        if (batch.messages.length > 0) await begin(batch.messages, roleArn);
        if (batch.isFull) slots.noteFullBatch();
        if (batch.isPremature) await pause(PREMATURE_PAUSE_MS, signal);
      } catch (error) {
        if (signal.aborted) return;
        isReceiving = false;
        options.onProblem(sentenceOf(error));
        await pause(delayMs, signal);
        delayMs = Math.min(delayMs * 2, MOST_PROBLEM_DELAY_MS);
      }
    }
  }

  async function begin(messages: readonly ReceivedMessage[], roleArn: string): Promise<void> {
    const records = messages.map((message) => ({
      of: message,
      text: JSON.stringify(sqsRecord(context, mapping.eventSourceArn, message)),
    }));
    for (const group of splitPayload(records)) {
      // What has been received is served even when polling stops; a part after the first may have to wait for a place.
      await slots.free(never);
      slots.take();
      const batch = serve(group.of, group.payload, roleArn).finally(() => batches.delete(batch));
      batches.add(batch);
    }
  }

  /** Messages that are not deleted come back when their visibility ends, with a higher receive count. */
  async function serve(
    messages: readonly ReceivedMessage[],
    payload: string,
    roleArn: string,
  ): Promise<void> {
    let end: 'served' | 'held back' = 'served';
    try {
      const result = await invoker.run({ functionName: mapping.functionName, payload });
      const verdict = judgeBatch(
        result,
        messages.map((message) => message.MessageId),
        mapping.reportsItemFailures,
      );
      if (verdict.outcome === 'failure') {
        if (!mapping.reportsItemFailures) end = 'held back';
        context.warn(`A batch of ${mapping.eventSourceArn} comes back: ${verdict.reason}`);
        return;
      }
      const served =
        verdict.outcome === 'success'
          ? messages
          : messages.filter(({ MessageId }) => !verdict.failed.has(MessageId));
      await deleteMessages(context, { sqs, queueArn: mapping.eventSourceArn, roleArn }, served);
      options.onProblem(undefined);
    } catch (error) {
      end = 'held back';
      options.onProblem(sentenceOf(error));
    } finally {
      slots.giveBack(end);
    }
  }

  return {
    stop: async () => {
      stopping.abort();
      await loop;
      await Promise.all(batches);
    },
  };
}

function sentenceOf(error: unknown): string {
  if (error instanceof AwsError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
