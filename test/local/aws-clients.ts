import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { localAwsAccess } from '../../demo/aws-access.ts';

export type AwsClients = ReturnType<typeof createAwsClients>;

/** Clients of the account that a stack runs in, as its administrator. */
export function createAwsClients({ endpointUrl, region }: { endpointUrl: string; region: string }) {
  const access = localAwsAccess(endpointUrl, region);
  const clients = {
    dynamodb: new DynamoDBClient(access),
    events: new EventBridgeClient(access),
    lambda: new LambdaClient(access),
    sqs: new SQSClient({ ...access, useQueueUrlAsEndpoint: false }),
  };
  return {
    ...clients,
    destroy: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
