import type { Envelope } from '../event/envelope.ts';
import type { FlatEvent } from '../pattern/flatten-event.ts';
import { matchesPattern } from '../pattern/matches-pattern.ts';
import type { Service } from '../service.ts';
import type { Archive } from './archive.ts';

/** Keeps an event that the archive's pattern matches, in the caller's transaction. */
export function archiveEvent(
  service: Service,
  archive: Archive,
  event: { readonly envelope: Envelope; readonly json: string; readonly flat: FlatEvent },
): void {
  if (archive.pattern && !matchesPattern(archive.pattern, event.flat)) return;
  service.inserts.archivedEvent.run(
    archive.name,
    event.envelope.time,
    service.context.now(),
    Buffer.byteLength(event.json),
    JSON.stringify(event.envelope),
  );
}
