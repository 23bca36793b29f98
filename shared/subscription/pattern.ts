import { findOperationalEventType } from '../operational-event/operational-event-types.ts';
import { OPERATIONAL_SOURCE } from '../operational-event/operational-source.ts';
import { eventGroups } from './event-selector.ts';

/** EventBridge's quota for a rule's pattern, in characters. */
export const LONGEST_PATTERN = 2048;

/** What a rule's pattern is made of. */
export type PatternSource = {
  readonly accountId: string;
  /** Names of event types, `call.*` or `*`. */
  readonly events: readonly string[];
  readonly filter?: Readonly<Record<string, unknown>> | undefined;
};

export type EventPattern = (TypeClause | { readonly $or: readonly [TypeClause, TypeClause] }) & {
  readonly detail: {
    readonly data?: Readonly<Record<string, unknown>>;
    readonly account_id: readonly [string];
  };
};

/** Event types, and who may say that they happened. */
type TypeClause = {
  readonly source: readonly [string | { readonly 'anything-but': string }];
  readonly 'detail-type': readonly (string | { readonly prefix: string })[];
};

/**
 * The event pattern of a subscription's rule: its event types, its filter over `data`, and the account clause.
 * The filter stands below `data`, so whatever is in it, `$or` too, can only narrow what the account clause lets in.
 *
 * `*` means every group of the catalogue. Groups that the catalogue does not have are in no `*`: a service that puts
 * something internal on the bus does not send it to customers.
 *
 * An operational event counts only from the platform's own source, which the bus lets nobody else use, and every other
 * event only from elsewhere: no emitter can tell a customer that a subscription was disabled.
 */
export function compilePattern({ accountId, events, filter }: PatternSource): EventPattern {
  const detail = { ...(filter && { data: filter }), account_id: [accountId] } as const;
  const operational = events.filter((event) => findOperationalEventType(event) !== undefined);
  const ordinary = events.filter((event) => !operational.includes(event));
  if (operational.length === 0) return { ...ordinaryClause(ordinary), detail };
  if (ordinary.length === 0) return { ...operationalClause(operational), detail };
  return { $or: [ordinaryClause(ordinary), operationalClause(operational)], detail };
}

function ordinaryClause(events: readonly string[]): TypeClause {
  return { source: [{ 'anything-but': OPERATIONAL_SOURCE }], 'detail-type': detailTypes(events) };
}

function operationalClause(names: readonly string[]): TypeClause {
  return { source: [OPERATIONAL_SOURCE], 'detail-type': names };
}

function detailTypes(events: readonly string[]): TypeClause['detail-type'] {
  const groups = events.includes('*')
    ? eventGroups
    : events.filter((event) => event.endsWith('.*')).map((event) => event.slice(0, -2));
  const prefixes = groups.map((group) => `${group}.`);
  const names = events.filter((event) => !event.endsWith('*'));
  return [
    ...names.filter((name) => !prefixes.some((prefix) => name.startsWith(prefix))),
    ...prefixes.map((prefix) => ({ prefix })),
  ];
}
