import { AsyncLocalStorage } from 'node:async_hooks';

/** The invocation that the running code belongs to, so that a log line in a shared thread finds its request id. */
export const currentInvocation = new AsyncLocalStorage<{
  readonly requestId: string;
  /** Collects the invocation's log lines when its caller asked for them. */
  readonly lines?: string[];
}>();
