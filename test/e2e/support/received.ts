import type { IncomingHttpHeaders } from 'node:http';

/** A request that a receiver got. */
export type Received = {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly at: number;
};

export type ReceiverAnswer = {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
};

/** What a receiver answers to a request, which is the `count`th. */
export type AnswerRequest = (request: Received, count: number) => ReceiverAnswer | Promise<ReceiverAnswer>;

export type Receiver = {
  readonly url: string;
  readonly received: readonly Received[];
  /** Resolves when that many requests have come in all. */
  waitFor(count: number, withinMs?: number): Promise<readonly Received[]>;
  stop(): Promise<void>;
  /** What an attempt records once it is stopped: nobody listens on loopback, a public relay refuses with a 404. */
  readonly whenStopped: { readonly error_code: string; readonly status_code: number | null };
};
