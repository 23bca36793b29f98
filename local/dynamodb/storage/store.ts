import type { StatementSync } from 'node:sqlite';
import type { Context } from '../../context.ts';
import { createSchema } from './create-schema.ts';

/** The database with its prepared statements: what every operation works on. */
export type Store = {
  readonly context: Context;
  /** The statement of that text, prepared once. */
  statement(sql: string): StatementSync;
};

export function createStore(context: Context): Store {
  createSchema(context.database);
  const statements = new Map<string, StatementSync>();
  return {
    context,
    statement(sql) {
      const known = statements.get(sql);
      if (known) return known;
      const prepared = context.database.prepare(sql);
      statements.set(sql, prepared);
      return prepared;
    },
  };
}
