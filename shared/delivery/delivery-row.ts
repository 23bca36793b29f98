import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Attempt, AttemptExchange, Delivery, DeliveryState, DeliverySummary } from './delivery.ts';

type Row = Record<string, unknown>;

export function deliveryKey(accountId: string, messageId: string, subscriptionId: string) {
  return { pk: `M#${accountId}#${messageId}`, sk: subscriptionId };
}

export function attemptKey(delivery: DeliveryState, number: number) {
  const { accountId, messageId, subscriptionId } = delivery;
  return { pk: attemptsPartition(accountId, messageId, subscriptionId), sk: String(number).padStart(6, '0') };
}

export function attemptsPartition(accountId: string, messageId: string, subscriptionId: string): string {
  return `A#${accountId}#${messageId}#${subscriptionId}`;
}

/** The partition of the attempts beside a delivery's row, by that row's key as it is stored. */
export function attemptsBeside({ pk, sk }: Readonly<Record<string, AttributeValue>>): string {
  return `A#${pk?.S?.slice('M#'.length)}#${sk?.S}`;
}

/**
 * What a delivery stands under in the time index: its status, or `waiting` before there is an outcome. No list shows what
 * waits; that it stands there lets an erasure find every row.
 */
export const INDEXED = ['delivered', 'retrying', 'exhausted', 'waiting'] as const;

/** The partition of the time index that holds a subscription's deliveries of one status. */
export function outcomeKey(subscriptionId: string, status: (typeof INDEXED)[number], bucket = 0): string {
  return `${subscriptionId}#${status}#${bucket}`;
}

/** Where a delivery stands in it: by the time of its first attempt. */
export function outcomeAt(firstAttemptAt: number, messageId: string): string {
  return `${new Date(firstAttemptAt).toISOString()}#${messageId}`;
}

/**
 * The attributes of a delivery's row but for its sealed payload. A field that is not set is given as `undefined`, so that
 * an update removes it.
 * @param latest the attempt that was just recorded; without it the row stays where it is in the time index (a claim)
 */
export function deliveryToRow(delivery: DeliveryState, latest?: Attempt): Row {
  return {
    account_id: delivery.accountId,
    message_id: delivery.messageId,
    subscription_id: delivery.subscriptionId,
    event_type: delivery.eventType,
    status: delivery.status,
    round: delivery.round,
    attempts: delivery.attempts,
    attempts_before_round: delivery.attemptsBeforeRound,
    resend: delivery.resend,
    replay: delivery.replay,
    slot_at: delivery.slotAt,
    claimed_at: delivery.claimedAt,
    next_at: delivery.nextAt,
    reason: delivery.reason,
    transform: delivery.transform,
    first_attempt_at: delivery.firstAttemptAt,
    last_attempt_at: delivery.lastAttemptAt,
    ...(latest && {
      status_code: latest.statusCode,
      error_code: latest.errorCode,
      outcome_key: outcomeKey(delivery.subscriptionId, delivery.status, delivery.bucket),
      outcome_at: outcomeAt(delivery.firstAttemptAt, delivery.messageId),
    }),
  };
}

export function rowToState(row: Row): DeliveryState {
  return {
    ...rowToSummary(row),
    accountId: row['account_id'] as string,
    attemptsBeforeRound: row['attempts_before_round'] as number,
    ...optional('resend', row['resend'] as string | undefined),
    ...optional('replay', row['replay'] as string | undefined),
    ...optional('slotAt', row['slot_at'] as number | undefined),
    ...optional('transform', row['transform'] as Delivery['transform']),
    ...optional('bucket', bucketIn(row['outcome_key'] as string | undefined)),
    ...optional('claimedAt', row['claimed_at'] as number | undefined),
  };
}

/** Missing for the first, and where the row is in no index. */
function bucketIn(key: string | undefined): number | undefined {
  return Number(key?.split('#').at(-1) ?? 0) || undefined;
}

export function rowToSummary(row: Row): DeliverySummary {
  return {
    messageId: row['message_id'] as string,
    subscriptionId: row['subscription_id'] as string,
    eventType: row['event_type'] as string,
    status: row['status'] as Delivery['status'],
    round: row['round'] as number,
    attempts: row['attempts'] as number,
    firstAttemptAt: row['first_attempt_at'] as number,
    lastAttemptAt: row['last_attempt_at'] as number,
    ...optional('nextAt', row['next_at'] as number | undefined),
    ...optional('reason', row['reason'] as Delivery['reason']),
    ...optional('statusCode', row['status_code'] as number | undefined),
    ...optional('errorCode', row['error_code'] as DeliverySummary['errorCode']),
  };
}

/** The attributes of an attempt but for what went over the wire, which is sealed. */
export function attemptToRow(attempt: Attempt): Row {
  const { requestHeaders: _sent, responseHeaders: _headers, responseBody: _body, ...open } = attempt;
  return { ...open };
}

export function rowToAttempt(row: Row): Attempt {
  const { pk: _pk, sk: _sk, expires_at: _expiresAt, sealed: _sealed, ...open } = row;
  return open as Attempt;
}

/** What went over the wire, if anything did or should have. */
export function exchangeOf(attempt: Attempt): AttemptExchange | undefined {
  const { requestHeaders, responseHeaders, responseBody } = attempt;
  const exchange = {
    ...optional('requestHeaders', requestHeaders),
    ...optional('responseHeaders', responseHeaders),
    ...optional('responseBody', responseBody),
  };
  return Object.keys(exchange).length > 0 ? exchange : undefined;
}

function optional<Name extends string, Value>(name: Name, value: Value | undefined): { [N in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [N in Name]?: Value });
}
