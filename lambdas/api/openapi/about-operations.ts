import { listOf, ref } from './json-schema.ts';
import type { Operations } from './operation.ts';

const tag = 'about';

export const aboutOperations: Operations = {
  'GET /v1/me': { id: 'getMe', tag, summary: 'Whose key this is', answers: { 200: ref('Me') } },
  'GET /v1/audit-log': {
    id: 'listAuditLog',
    tag,
    summary: 'Lists who changed what, the latest first',
    answers: { 200: listOf(ref('AuditEntry')) },
  },
  'GET /v1/event-types': {
    id: 'listEventTypes',
    tag,
    summary: 'Lists the event types',
    answers: { 200: listOf(ref('EventType')) },
  },
  'GET /v1/event-types/{name}': {
    id: 'getEventType',
    tag,
    summary: 'One event type with its schema and an example',
    answers: { 200: ref('EventTypeDetail') },
  },
  'GET /v1/egress-ips': {
    id: 'listEgressIps',
    tag,
    summary: 'The addresses that attempts come from',
    answers: { 200: ref('EgressIps') },
  },
  'GET /openapi.json': {
    id: 'getOpenapi',
    tag,
    summary: 'This document',
    answers: { 200: { type: 'object' } },
  },
};
