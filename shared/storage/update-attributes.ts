import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

export type AttributeUpdate = {
  readonly table: string;
  readonly key: Readonly<Record<string, unknown>>;
  /** The attributes to set; those given as `undefined` are removed. */
  readonly set: Readonly<Record<string, unknown>>;
  /** A condition expression over `:name` placeholders of `values`; attribute names in it are written as they are. */
  readonly condition: string;
  readonly values?: Readonly<Record<string, unknown>>;
};

/**
 * Sets and removes attributes of one item by a conditional write.
 * @returns the item as it then is, or `undefined` where the condition did not hold.
 */
export async function updateAttributes(
  dynamodb: DynamoDBClient,
  update: AttributeUpdate,
): Promise<Record<string, unknown> | undefined> {
  const names = Object.keys(update.set);
  const kept = names.filter((name) => update.set[name] !== undefined);
  const removed = names.filter((name) => update.set[name] === undefined);
  const values = Object.fromEntries(kept.map((name) => [`:${name}`, update.set[name]]));
  const expression = [
    kept.length > 0 ? `SET ${kept.map((name) => `#${name} = :${name}`).join(', ')}` : '',
    removed.length > 0 ? `REMOVE ${removed.map((name) => `#${name}`).join(', ')}` : '',
  ].join(' ');
  try {
    const { Attributes } = await dynamodb.send(
      new UpdateItemCommand({
        TableName: update.table,
        Key: marshall(update.key),
        UpdateExpression: expression,
        ConditionExpression: update.condition,
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: marshall({ ...values, ...update.values }, { removeUndefinedValues: true }),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return unmarshall(Attributes ?? {});
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
}
