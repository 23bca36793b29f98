import type { SubscriptionOutline } from './subscription-outline.ts';
import type { Subscription } from './subscription.ts';

/** The value of the sparse index's key on every row that reconcile has to look at. */
export const DIRTY = 'dirty';

/** The key of a subscription's row: one partition an account, ids in order of creation. */
export function subscriptionKey(accountId: string, id: string): { pk: string; sk: string } {
  return { pk: `ACCOUNT#${accountId}`, sk: id };
}

/** The account and the id that a row's key stands for. */
export function keyToIds({ pk, sk }: { pk: string; sk: string }): { accountId: string; id: string } {
  return { accountId: pk.slice('ACCOUNT#'.length), id: sk };
}

type Fields = Subscription & SubscriptionOutline;

/**
 * Fields of a subscription as the row's attributes, of those that are stored in the open; `undefined` stays, so that an
 * update removes it. Secrets and credentials are not among them: of these the row has what is sealed.
 */
export function subscriptionToRow(fields: {
  readonly [Field in keyof Fields]?: Fields[Field] | undefined;
}): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) =>
      field in ATTRIBUTES ? [[ATTRIBUTES[field as keyof SubscriptionOutline], value]] : [],
    ),
  );
}

/** What of a subscription can be read without its account's key. */
export function rowToOutline(row: Record<string, unknown>): SubscriptionOutline {
  return Object.fromEntries(
    Object.entries(ATTRIBUTES)
      .filter(([, attribute]) => row[attribute] !== undefined)
      .map(([field, attribute]) => [field, row[attribute]]),
  ) as unknown as SubscriptionOutline;
}

const ATTRIBUTES: Readonly<Record<keyof SubscriptionOutline, string>> = {
  accountId: 'account_id',
  id: 'id',
  url: 'url',
  events: 'events',
  filter: 'filter',
  transform: 'transform',
  description: 'description',
  metadata: 'metadata',
  signature: 'signature',
  shownAuthentication: 'authentication',
  headers: 'headers',
  retryPolicy: 'retry_policy',
  timeoutSeconds: 'timeout_seconds',
  maxConcurrency: 'max_concurrency',
  rateLimitPerSecond: 'rate_limit_per_second',
  status: 'status',
  statusReason: 'status_reason',
  statusDetail: 'status_detail',
  logBuckets: 'log_buckets',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
  generation: 'generation',
  observedGeneration: 'observed_generation',
  targetPutAt: 'target_put_at',
  mappingId: 'mapping_id',
  pausedAt: 'paused_at',
  disabledAt: 'disabled_at',
  backlogWarnedAt: 'backlog_warned_at',
  announcements: 'announcements',
  deletedAt: 'deleted_at',
  failuresInRow: 'failures_in_row',
  failingSince: 'failing_since',
  warnedAt: 'warned_at',
  disableAt: 'disable_at',
  breakerOpenUntil: 'breaker_open_until',
  breakerCooldownMs: 'breaker_cooldown_ms',
  probeUntil: 'probe_until',
};

/** The attributes that say how an endpoint has been doing; all are gone while it is well. */
export const HEALTH_ATTRIBUTES: readonly string[] = [
  ATTRIBUTES.failuresInRow,
  ATTRIBUTES.failingSince,
  ATTRIBUTES.warnedAt,
  ATTRIBUTES.disableAt,
  ATTRIBUTES.breakerOpenUntil,
  ATTRIBUTES.breakerCooldownMs,
  ATTRIBUTES.probeUntil,
];
