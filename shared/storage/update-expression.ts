import type { Update } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

export type AttributeUpdate = {
  readonly table: string;
  readonly key: Readonly<Record<string, unknown>>;
  /** The attributes to set; those given as `undefined` are removed. */
  readonly set: Readonly<Record<string, unknown>>;
  /** Attributes to set where the item has none of that name. */
  readonly setIfMissing?: Readonly<Record<string, unknown>>;
  /** A condition expression over `:name` placeholders of `values`; attribute names in it are written as they are. */
  readonly condition: string;
  readonly values?: Readonly<Record<string, unknown>>;
};

/** An update of one item as DynamoDB takes it, by itself or in a transaction. */
export function updateExpression(update: AttributeUpdate): Update & { readonly UpdateExpression: string } {
  const { set, setIfMissing = {} } = update;
  const names = Object.keys(set);
  const kept = names.filter((name) => set[name] !== undefined);
  const removed = names.filter((name) => set[name] === undefined);
  const first = Object.keys(setIfMissing);
  const values = Object.fromEntries(
    [...kept.map((name) => [name, set[name]]), ...Object.entries(setIfMissing)].map(([name, value]) => [
      `:${String(name)}`,
      value,
    ]),
  );
  const assigned = [
    ...kept.map((name) => `#${name} = :${name}`),
    ...first.map((name) => `#${name} = if_not_exists(#${name}, :${name})`),
  ];
  const clauses = [
    assigned.length > 0 ? `SET ${assigned.join(', ')}` : '',
    removed.length > 0 ? `REMOVE ${removed.map((name) => `#${name}`).join(', ')}` : '',
  ];
  const used = marshall({ ...values, ...update.values }, { removeUndefinedValues: true });
  return {
    TableName: update.table,
    Key: marshall(update.key),
    UpdateExpression: clauses.join(' ').trim(),
    ConditionExpression: update.condition,
    ExpressionAttributeNames: Object.fromEntries([...names, ...first].map((name) => [`#${name}`, name])),
    ...(Object.keys(used).length > 0 && { ExpressionAttributeValues: used }),
  };
}
