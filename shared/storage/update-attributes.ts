import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  TransactionConflictException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type AttributeUpdate, updateExpression } from './update-expression.ts';

const TRIES = 4;
const FIRST_WAIT_MS = 20;

/**
 * Sets and removes attributes of one item by a conditional write. One that meets a transaction is tried again: those
 * are over in a moment.
 * @returns the item as it then is, or `undefined` where the condition did not hold.
 */
export async function updateAttributes(
  dynamodb: DynamoDBClient,
  update: AttributeUpdate,
): Promise<Record<string, unknown> | undefined> {
  const command = new UpdateItemCommand({ ...updateExpression(update), ReturnValues: 'ALL_NEW' });
  for (let tries = 1; ; tries++) {
    try {
      const { Attributes } = await dynamodb.send(command);
      return unmarshall(Attributes ?? {});
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      if (!(error instanceof TransactionConflictException) || tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS * 2 ** tries));
    }
  }
}
