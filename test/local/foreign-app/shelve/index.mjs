import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const dynamodb = new DynamoDBClient({});

/** Puts every returned book onto the shelf; what is no book stays in the queue. */
export async function handler({ Records }) {
  const batchItemFailures = [];
  for (const { messageId, body } of Records) {
    const message = JSON.parse(body);
    const { isbn, title } = message.detail ?? message;
    if (!isbn) batchItemFailures.push({ itemIdentifier: messageId });
    else
      await dynamodb.send(
        new PutItemCommand({
          TableName: process.env.SHELF,
          Item: { isbn: { S: isbn }, title: { S: title } },
        }),
      );
  }
  return { batchItemFailures };
}
