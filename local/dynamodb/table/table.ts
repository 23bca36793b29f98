import type { IndexDefinition, KeyAttribute, TableDefinition } from './table-definition.ts';

/** A table as the operations use it. */
export type Table = {
  /** Its number in the database. */
  readonly number: number;
  readonly name: string;
  readonly arn: string;
  readonly definition: TableDefinition;
  /** Partition key, then sort key. */
  readonly keyAttributes: readonly KeyAttribute[];
  readonly indexes: readonly Index[];
};

export type Index = IndexDefinition & {
  readonly keyAttributes: readonly KeyAttribute[];
  /** The attributes that the index carries; `undefined` carries all. */
  readonly projected: ReadonlySet<string> | undefined;
};
