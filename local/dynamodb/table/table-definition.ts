import type { AttributeType } from '../item/attribute-value.ts';

/** A table as it is kept in the database, in JSON. Times are milliseconds since the epoch. */
export type TableDefinition = {
  readonly id: string;
  readonly createdAt: number;
  readonly key: KeyDefinition;
  readonly indexes: readonly IndexDefinition[];
  /** Numbers are never used twice, so that what a removed index left could not come back. */
  readonly nextIndexNumber: number;
  readonly billingMode: 'PROVISIONED' | 'PAY_PER_REQUEST';
  readonly throughput?: Throughput;
  readonly onDemandMaximum?: OnDemandMaximum;
  readonly deletionProtection: boolean;
  readonly tableClass: 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS';
  readonly kmsKey?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The attribute that holds the second at which an item expires. */
  readonly timeToLive?: string;
  readonly pointInTimeRecovery?: { readonly since: number; readonly days: number };
};

export type KeyDefinition = {
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute;
};

export type KeyAttribute = {
  readonly name: string;
  readonly type: Extract<AttributeType, 'S' | 'N' | 'B'>;
};

export type IndexDefinition = {
  readonly number: number;
  readonly name: string;
  readonly kind: 'global' | 'local';
  readonly key: KeyDefinition;
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  readonly nonKeyAttributes: readonly string[];
  readonly throughput?: Throughput;
};

export type Throughput = { readonly read: number; readonly write: number };

/** Units a second; what is missing has no maximum. */
export type OnDemandMaximum = Partial<Throughput>;
