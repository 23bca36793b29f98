import type { Permission } from './permission.ts';

/** What Lambda does under a function's role to trace its invocations. */
export const tracePermissions: readonly Permission[] = [
  {
    sid: 'Traces',
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    resources: ['*'],
    patternReason: 'Neither action has a resource-level scope.',
  },
];
