import type { QueueAttributes } from './queue.ts';

/** The attributes after a change; an empty string takes one away. */
export function mergeAttributes(before: QueueAttributes, change: QueueAttributes): QueueAttributes {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== ''));
}
