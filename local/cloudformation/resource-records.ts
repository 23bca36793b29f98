import type { DatabaseSync } from 'node:sqlite';
import type { Applied } from './resource-type.ts';
import { resourceIdentity } from './resource-identity.ts';

/** A resource that was made for a stack and has not been removed. */
export type ResourceRecord = Applied & {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string;
  readonly replacePolicy: string;
};

export type ResourceRecords = {
  /** The newest first, which is the order to remove them in. */
  ofStack(stackName: string): readonly ResourceRecord[];
  /** The one that is the same resource under another logical id, of this stack or another. */
  findTwin(record: ResourceRecord): ResourceRecord | undefined;
  put(record: ResourceRecord): void;
  forget(record: ResourceRecord): void;
};

/**
 * What stands behind each stack, on disk. A replaced resource keeps its record beside its successor's until it is
 * removed, so that a start that was cut short leaves nothing behind that nobody knows of.
 */
export function createResourceRecords(database: DatabaseSync): ResourceRecords {
  database.exec(`
    CREATE TABLE IF NOT EXISTS cfn_resources (
      stack TEXT, logical_id TEXT, type TEXT, physical_id TEXT, properties TEXT NOT NULL, attributes TEXT NOT NULL,
      deletion_policy TEXT NOT NULL, replace_policy TEXT NOT NULL, applied INTEGER NOT NULL,
      PRIMARY KEY (stack, logical_id, type, physical_id)
    )`);
  const select = database.prepare('SELECT * FROM cfn_resources WHERE stack = ? ORDER BY applied DESC');
  const ofType = database.prepare('SELECT * FROM cfn_resources WHERE type = ?');
  const put = database.prepare(`
    INSERT OR REPLACE INTO cfn_resources VALUES (?, ?, ?, ?, ?, ?, ?, ?,
      (SELECT coalesce(max(applied), 0) + 1 FROM cfn_resources))`);
  const remove = database.prepare(
    'DELETE FROM cfn_resources WHERE stack = ? AND logical_id = ? AND type = ? AND physical_id = ?',
  );
  return {
    ofStack: (stackName) => select.all(stackName).map(toRecord),
    findTwin: (record) =>
      ofType
        .all(record.type)
        .map(toRecord)
        .find(
          (other) =>
            (other.stackName !== record.stackName || other.logicalId !== record.logicalId) &&
            resourceIdentity(other) === resourceIdentity(record),
        ),
    put: (record) => {
      const { properties, attributes, deletionPolicy, replacePolicy } = record;
      const texts = [JSON.stringify(properties), JSON.stringify(attributes)];
      put.run(...key(record), ...texts, deletionPolicy, replacePolicy);
    },
    forget: (record) => remove.run(...key(record)),
  };
}

function key(record: ResourceRecord): [string, string, string, string] {
  return [record.stackName, record.logicalId, record.type, record.physicalId];
}

function toRecord(row: Record<string, unknown>): ResourceRecord {
  return {
    stackName: String(row['stack']),
    logicalId: String(row['logical_id']),
    type: String(row['type']),
    physicalId: String(row['physical_id']),
    properties: JSON.parse(String(row['properties'])) as ResourceRecord['properties'],
    attributes: JSON.parse(String(row['attributes'])) as ResourceRecord['attributes'],
    deletionPolicy: String(row['deletion_policy']),
    replacePolicy: String(row['replace_policy']),
  };
}
