import type { Operation } from '../../endpoint/operation.ts';
import { checkMembers, readInteger, readString } from '../input.ts';
import type { Store } from '../storage/store.ts';

const MOST_TABLES = 100;

export function listTables(store: Store): Operation {
  return {
    access: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
    run(input) {
      checkMembers(input, ['ExclusiveStartTableName', 'Limit']);
      const limit = readInteger(input, 'Limit', { least: 1, most: MOST_TABLES }) ?? MOST_TABLES;
      const found = store
        .statement('SELECT name FROM ddb_table WHERE name > ? ORDER BY name LIMIT ?')
        .all(readString(input, 'ExclusiveStartTableName') ?? '', limit + 1)
        .map((row) => String(row['name']));
      const names = found.slice(0, limit);
      return {
        TableNames: names,
        ...(found.length > limit && { LastEvaluatedTableName: names.at(-1) }),
      };
    },
  };
}
