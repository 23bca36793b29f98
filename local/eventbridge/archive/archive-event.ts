import type { Envelope } from '../event/envelope.ts';
import type { FlatEvent } from '../pattern/flatten-event.ts';
import { matchesPattern } from '../pattern/matches-pattern.ts';
import type { Core } from '../core.ts';
import type { Archive } from './archive.ts';

/** Keeps an event that the archive's pattern matches, in the caller's transaction. */
export function archiveEvent(
  core: Core,
  archive: Archive,
  event: { readonly envelope: Envelope; readonly json: string; readonly flat: FlatEvent },
): void {
  if (archive.pattern && !matchesPattern(archive.pattern, event.flat)) return;
  core.inserts.archivedEvent.run(
    archive.name,
    event.envelope.time,
    core.context.now(),
    Buffer.byteLength(event.json),
    JSON.stringify(event.envelope),
  );
}
