import type { DataSchema } from './data-schema.ts';

/** One kind of event that subscriptions can ask for. */
export type EventType = {
  /** `call.ended`: the group, a dot, and what happened. */
  readonly name: string;
  /** `call`: what stands before the dot, and before `.*` in a subscription to the whole group. */
  readonly group: string;
  /** One or two sentences for whoever chooses event types. */
  readonly description: string;
  /** What `data` looks like. */
  readonly schema: DataSchema;
  /** A realistic `data` that satisfies the schema: shown in the API, sent by tests and by the demo. */
  readonly example: Readonly<Record<string, unknown>>;
};
