import type { AuditEntry } from './audit-entry.ts';

/** An entry as the API shows it. */
export function auditToResource({ id, at, actor, action, resourceId, fields, requestId }: AuditEntry) {
  return {
    id,
    at: new Date(at).toISOString(),
    actor: { type: actor.type, key_id: actor.keyId ?? null },
    action,
    resource_id: resourceId ?? null,
    fields,
    request_id: requestId,
  };
}
