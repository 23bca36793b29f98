import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { localAwsAccess } from '../../demo/aws-access.ts';

export type AwsClients = ReturnType<typeof createAwsClients>;

/** Clients of the account that a stack runs in, as its administrator. */
export function createAwsClients({ endpointUrl, region }: { endpointUrl: string; region: string }) {
  const access = localAwsAccess(endpointUrl, region);
  const clients = {
    dynamodb: new DynamoDBClient(access),
    events: new EventBridgeClient(access),
    kms: new KMSClient(access),
    lambda: new LambdaClient(access),
    secrets: new SecretsManagerClient(access),
    sqs: new SQSClient({ ...access, useQueueUrlAsEndpoint: false }),
  };
  return {
    ...clients,
    destroy: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
