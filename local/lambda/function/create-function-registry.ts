import type { Context } from '../../context.ts';
import { AwsError } from '../../endpoint/aws-error.ts';
import type { FunctionConfiguration } from './function-configuration.ts';

/** The deployed functions, kept in the database and read from memory. */
export type FunctionRegistry = {
  find(name: string): FunctionConfiguration | undefined;
  /** @throws {AwsError} `ResourceNotFoundException` */
  get(name: string): FunctionConfiguration;
  /** By name, in order. */
  list(): readonly FunctionConfiguration[];
  put(configuration: FunctionConfiguration): void;
  remove(name: string): void;
};

export function createFunctionRegistry(context: Context): FunctionRegistry {
  const { database } = context;
  database.exec(
    'CREATE TABLE IF NOT EXISTS lambda_functions (name TEXT PRIMARY KEY, configuration TEXT NOT NULL) STRICT',
  );
  const insert = database.prepare(
    'INSERT OR REPLACE INTO lambda_functions (name, configuration) VALUES (?, ?)',
  );
  const erase = database.prepare('DELETE FROM lambda_functions WHERE name = ?');
  const functions = new Map<string, FunctionConfiguration>();
  for (const row of database.prepare('SELECT name, configuration FROM lambda_functions').all())
    functions.set(String(row['name']), JSON.parse(String(row['configuration'])) as FunctionConfiguration);

  return {
    find: (name) => functions.get(name),
    get: (name) => {
      const found = functions.get(name);
      if (found) return found;
      throw new AwsError(
        'ResourceNotFoundException',
        `Function not found: arn:aws:lambda:${context.region}:${context.accountId}:function:${name}`,
        404,
        { Type: 'User' },
      );
    },
    list: () => [...functions.values()].toSorted((a, b) => (a.functionName < b.functionName ? -1 : 1)),
    put: (configuration) => {
      insert.run(configuration.functionName, JSON.stringify(configuration));
      functions.set(configuration.functionName, configuration);
    },
    remove: (name) => {
      erase.run(name);
      functions.delete(name);
    },
  };
}
