import { writeSync } from 'node:fs';
import { openDatabase } from '../../../../local/storage/open-database.ts';
import { aCloud, anEntry } from './a-cloud.ts';

/** Puts events on the data directory's bus for ever and writes each id out when PutEvents has answered. */
const cloud = aCloud({ database: openDatabase(process.argv[2] ?? '') });
for (;;) {
  const { Entries } = cloud.events('PutEvents', { Entries: [anEntry()] }) as {
    Entries: { EventId: string }[];
  };
  writeSync(1, `${Entries[0]?.EventId}\n`);
}
