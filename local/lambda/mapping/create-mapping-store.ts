import type { Context } from '../../context.ts';
import type { EventSourceMapping } from './event-source-mapping.ts';

/** The event source mappings, kept in the database and read from memory. */
export type MappingStore = {
  find(uuid: string): EventSourceMapping | undefined;
  /** By UUID, in order. */
  list(): readonly EventSourceMapping[];
  put(mapping: EventSourceMapping): void;
  remove(uuid: string): void;
};

export function createMappingStore({ database }: Context): MappingStore {
  database.exec(
    'CREATE TABLE IF NOT EXISTS lambda_mappings (uuid TEXT PRIMARY KEY, mapping TEXT NOT NULL) STRICT',
  );
  const insert = database.prepare('INSERT OR REPLACE INTO lambda_mappings VALUES (?, ?)');
  const erase = database.prepare('DELETE FROM lambda_mappings WHERE uuid = ?');
  const mappings = new Map<string, EventSourceMapping>();
  for (const row of database.prepare('SELECT uuid, mapping FROM lambda_mappings ORDER BY uuid').all())
    mappings.set(String(row['uuid']), JSON.parse(String(row['mapping'])) as EventSourceMapping);
  return {
    find: (uuid) => mappings.get(uuid),
    list: () => [...mappings.values()].toSorted((a, b) => (a.uuid < b.uuid ? -1 : 1)),
    put: (mapping) => {
      insert.run(mapping.uuid, JSON.stringify(mapping));
      mappings.set(mapping.uuid, mapping);
    },
    remove: (uuid) => {
      erase.run(uuid);
      mappings.delete(uuid);
    },
  };
}
