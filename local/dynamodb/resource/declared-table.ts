import type { JsonObject } from '../../endpoint/operation.ts';

/** A table as a template declares it, in the terms of the API. */
export type DeclaredTable = {
  readonly name: string;
  /** A CreateTable request without the name. */
  readonly create: JsonObject;
  /** The attribute of the time to live, where it is on. */
  readonly timeToLive: string | undefined;
  /** Point-in-time recovery's days, where it is on. */
  readonly recoveryDays: number | undefined;
};
