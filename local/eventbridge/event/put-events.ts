import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import type { Access } from '../../iam/access.ts';
import { transaction } from '../../storage/transaction.ts';
import { putEventsAccess } from '../bus/put-events-access.ts';
import { busNameOf } from '../request/bus-name-of.ts';
import { defineOperation, refuseUnknown } from '../request/define-operation.ts';
import { listOf } from '../request/read-parameter.ts';
import type { Core } from '../core.ts';
import type { Envelope } from './envelope.ts';
import { readEntry, type EntryFailure } from './read-entry.ts';
import { routeEvent } from './route-event.ts';

/**
 * PutEvents: when it has answered, every accepted event is in its archives and in the queues of its targets, in one
 * commit. An event for a bus that does not exist is accepted and dropped, as on AWS.
 */
export function putEvents(core: Core): Operation {
  return defineOperation({
    parameters: ['Entries'],
    access: (input) => accesses(core, input),
    run(input) {
      const entries = listOf(input, 'Entries', 10);
      if (sizeOf(entries) > MAX_BYTES)
        throw new AwsError(
          'ValidationException',
          'Total size of the entries in the request is over the limit.',
        );
      const results = entries.map((entry) => ({ entry, read: readEntry(core, entry) }));
      transaction(core.context.database, () => {
        for (const { entry, read } of results) if (isEnvelope(read)) accept(core, entry, read);
      });
      return {
        FailedEntryCount: results.filter(({ read }) => !isEnvelope(read)).length,
        Entries: results.map(({ read }) => (isEnvelope(read) ? { EventId: read.id } : read)),
      };
    },
  });
}

function accesses(core: Core, input: JsonObject): Access[] {
  const distinct = new Map<string, Access>();
  for (const entry of listOf(input, 'Entries', 10)) {
    refuseUnknown(entry, ENTRY_PARAMETERS);
    const bus = busNameOf(core.context, entry);
    const { Source: source, DetailType: detailType } = entry;
    distinct.set(
      JSON.stringify([bus, source, detailType]),
      putEventsAccess(core, bus, { source, detailType }),
    );
  }
  return [...distinct.values()];
}

function accept(core: Core, entry: JsonObject, envelope: Envelope): void {
  const name = busNameOf(core.context, entry);
  const bus = core.buses.get(name);
  if (bus) routeEvent(core, bus, envelope);
  else
    core.context.warn(
      `The event ${envelope.id} was put on the bus ${name}, which does not exist, and is lost.`,
    );
}

function isEnvelope(read: Envelope | EntryFailure): read is Envelope {
  return 'id' in read;
}

const ENTRY_PARAMETERS = new Set([
  'Time',
  'Source',
  'Resources',
  'DetailType',
  'Detail',
  'EventBusName',
  'TraceHeader',
]);
const MAX_BYTES = 1024 * 1024;

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html calculating the size of entries */
function sizeOf(entries: readonly JsonObject[]): number {
  let bytes = 0;
  for (const { Time, Source, DetailType, Detail, Resources } of entries) {
    if (Time !== undefined) bytes += 14;
    const texts = [Source, DetailType, Detail, ...(Array.isArray(Resources) ? (Resources as unknown[]) : [])];
    for (const text of texts) if (typeof text === 'string') bytes += Buffer.byteLength(text);
  }
  return bytes;
}
