import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { createInbox, type Inbox } from './create-inbox.ts';
import type { AnswerRequest, Received, Receiver } from './received.ts';
import type { ReceiverDeployment } from './receiver-deployment.ts';
import { type ReceiverTable, receiverTable } from './receiver-table.ts';

type Post = {
  readonly table: ReceiverTable;
  readonly inbox: Inbox;
  readonly answer: AnswerRequest;
  readonly signal: AbortSignal;
  /** Answers on their way to the relay. */
  readonly sending: Set<Promise<void>>;
};

const POLL_MS = 100;
/** Functions' clocks differ: a request may be stored under a time that was already read. */
const OVERLAP_MS = 10_000;

/**
 * A receiver behind the public relay of the stack in `test/receiver-stack`, open until it is stopped: its requests are
 * read from the relay's table, and their answers written back. Requests are in the order of their arrival, but for
 * those that come within a poll or two of each other.
 */
export async function startDeployedReceiver(
  deployment: ReceiverDeployment,
  answer: AnswerRequest,
): Promise<Receiver> {
  const id = randomUUID();
  const table = receiverTable(deployment, id);
  const inbox = createInbox();
  const stopping = new AbortController();
  const post: Post = { table, inbox, answer, signal: stopping.signal, sending: new Set() };
  await table.open();
  // A failure is nobody's to handle: unhandled, it fails the story that runs.
  const polling = takeRequests(post);
  return {
    url: new URL(`/${id}/hook`, deployment.url).href,
    received: inbox.received,
    waitFor: inbox.waitFor,
    whenStopped: { error_code: 'http_status', status_code: 404 },
    stop: async () => {
      stopping.abort();
      await polling;
      await Promise.all(post.sending);
      await table.close();
    },
  };
}

async function takeRequests(post: Post): Promise<void> {
  const taken = new Set<string>();
  let from = 0;
  while (!post.signal.aborted) {
    for (const [key, request] of await post.table.requestsSince(from)) {
      if (taken.has(key)) continue;
      taken.add(key);
      from = Math.max(from, request.at - OVERLAP_MS);
      post.inbox.add(request);
      // Not awaited: an answer that takes long, or never comes, holds up its own request alone.
      void giveAnswer(post, key, { request, count: post.inbox.received.length });
    }
    await setTimeout(POLL_MS);
  }
}

async function giveAnswer(
  { table, answer, signal, sending }: Post,
  key: string,
  { request, count }: { readonly request: Received; readonly count: number },
): Promise<void> {
  const given = await answer(request, count);
  if (signal.aborted) return;
  const sent = table.answer(key, given);
  sending.add(sent);
  await sent;
  sending.delete(sent);
}
