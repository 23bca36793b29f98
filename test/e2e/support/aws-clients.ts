import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connection } from './connection.ts';

const local = connection.aws_endpoint_url && {
  endpoint: connection.aws_endpoint_url,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};
const options = { region: connection.region, ...local };

/** Clients of the account that the stack under test runs in, as its administrator. */
export const awsClients = {
  events: new EventBridgeClient(options),
  lambda: new LambdaClient(options),
  sqs: new SQSClient(options),
};
