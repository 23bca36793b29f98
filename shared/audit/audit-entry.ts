import { v7 } from 'uuid';

/** One change that somebody made: who, what and when, never to which values. */
export type AuditEntry = {
  /** `aud_` and 32 hexadecimal digits, in order of time. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly actor: AuditActor;
  /** The method and the path's template: `PATCH /v1/subscriptions/{id}`. */
  readonly action: string;
  /** The id of what was changed or made. */
  readonly resourceId?: string;
  /** The names of the fields that came in the body. */
  readonly fields: readonly string[];
  /** As in the log, and in the `instance` of refusals. */
  readonly requestId: string;
};

export type AuditActor = {
  /** `portal_link`: whoever held the one-time code of a link. */
  readonly type: 'administrator' | 'key' | 'portal_link' | 'portal_session';
  /** Missing for the administrator's first key, and for links. */
  readonly keyId?: string;
};

export function newAuditId(): string {
  return `aud_${v7().replaceAll('-', '')}`;
}

/** Whether a text has the form of an entry's id; it need not exist. */
export function isAuditId(text: string): boolean {
  return /^aud_[0-9a-f]{32}$/.test(text);
}
