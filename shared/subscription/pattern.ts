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

export type EventPattern = {
  readonly 'detail-type': readonly (string | { readonly prefix: string })[];
  readonly detail: {
    readonly data?: Readonly<Record<string, unknown>>;
    readonly account_id: readonly [string];
  };
};

/**
 * The event pattern of a subscription's rule: its event types, its filter over `data`, and the account clause.
 * The filter stands below `data`, so whatever is in it, `$or` too, can only narrow what the account clause lets in.
 *
 * `*` means every group of the catalogue. Groups that the catalogue does not have, such as those of operational
 * events, are in no `*`: a service that puts something internal on the bus does not send it to customers.
 */
export function compilePattern({ accountId, events, filter }: PatternSource): EventPattern {
  return {
    'detail-type': detailTypes(events),
    detail: { ...(filter && { data: filter }), account_id: [accountId] },
  };
}

function detailTypes(events: readonly string[]): EventPattern['detail-type'] {
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
