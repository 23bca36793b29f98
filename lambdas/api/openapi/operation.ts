import type { ProblemCode } from '../../../shared/problem/problems.ts';
import type { JsonSchema } from './json-schema.ts';

/** What the document says of a route besides what the route says itself. */
export type Operation = {
  /** Names it for generated clients. */
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  /** A body that is allowed. */
  readonly example?: unknown;
  /** By status; `null` for an answer without a body. */
  readonly answers: Readonly<Record<number, JsonSchema | null>>;
  /** What it can be refused with besides what its access, path, query and body can be. */
  readonly problems?: readonly ProblemCode[];
};

/** By method and path, as `GET /v1/me`. */
export type Operations = Readonly<Record<string, Operation>>;
