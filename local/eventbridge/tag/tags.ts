import type { Context } from '../../context.ts';
import type { JsonObject } from '../../endpoint/operation.ts';
import { invalid } from '../request/read-parameter.ts';

export type Tag = { readonly Key: string; readonly Value: string };

/** The tags of buses and rules, by ARN. */
export type Tags = {
  put(arn: string, tags: readonly Tag[]): void;
  delete(arn: string, keys: readonly string[]): void;
  deleteAll(arn: string): void;
  list(arn: string): Tag[];
};

export function createTags({ database }: Context): Tags {
  const put = database.prepare('INSERT OR REPLACE INTO evb_tags (arn, key, value) VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM evb_tags WHERE arn = ? AND key = ?');
  const removeAll = database.prepare('DELETE FROM evb_tags WHERE arn = ?');
  const list = database.prepare('SELECT key, value FROM evb_tags WHERE arn = ? ORDER BY key');
  return {
    put(arn, tags) {
      for (const { Key, Value } of tags) put.run(arn, Key, Value);
    },
    delete(arn, keys) {
      for (const key of keys) remove.run(arn, key);
    },
    deleteAll: (arn) => void removeAll.run(arn),
    list: (arn) => list.all(arn).map((row) => ({ Key: String(row['key']), Value: String(row['value']) })),
  };
}

/** The `Tags` of a request. @throws {AwsError} `ValidationException` */
export function readTags(input: JsonObject): Tag[] {
  const tags = input['Tags'] ?? [];
  if (!Array.isArray(tags)) throw invalid('Tags', JSON.stringify(tags), 'Member must be a list');
  return tags.map((tag: JsonObject) => {
    const { Key, Value } = tag;
    if (
      typeof Key !== 'string' ||
      Key === '' ||
      Key.length > 128 ||
      typeof Value !== 'string' ||
      Value.length > 256
    )
      throw invalid(
        'Tags',
        JSON.stringify(tag),
        'Member must have a Key of 1 to 128 and a Value of 0 to 256 characters',
      );
    return { Key, Value };
  });
}
