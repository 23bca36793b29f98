import type { AppliedStack } from './cloudformation/apply-stack.ts';
import { cloudFormationOperations } from './cloudformation/cloudformation-operations.ts';
import type { Context } from './context.ts';
import { securityTokenOperations } from './endpoint/security-token-operations.ts';
import type { WireService } from './endpoint/wire-service.ts';
import type { Services } from './create-services.ts';

/** The wire protocol of each service on the AWS endpoint. */
export function serviceProtocols(
  context: Context,
  services: Services,
  stacks: () => readonly AppliedStack[],
): Readonly<Record<string, WireService>> {
  const { sqs, dynamodb, eventbridge, kms, secretsManager, lambda } = services;
  return {
    sqs: {
      protocol: 'json1.0',
      targetPrefix: 'AmazonSQS',
      operations: sqs.operations,
      errorNamespace: 'com.amazonaws.sqs',
      queryCompatible: true,
    },
    dynamodb: {
      protocol: 'json1.0',
      targetPrefix: 'DynamoDB_20120810',
      operations: dynamodb.operations,
      errorNamespace: 'com.amazonaws.dynamodb.v20120810',
      crc32: true,
    },
    events: { protocol: 'json1.1', targetPrefix: 'AWSEvents', operations: eventbridge.operations },
    kms: { protocol: 'json1.1', targetPrefix: 'TrentService', operations: kms.operations },
    secretsmanager: {
      protocol: 'json1.1',
      targetPrefix: 'secretsmanager',
      operations: secretsManager.operations,
    },
    sts: {
      protocol: 'query',
      version: '2011-06-15',
      operations: securityTokenOperations(context.accountId),
    },
    cloudformation: {
      protocol: 'query',
      version: '2010-05-15',
      operations: cloudFormationOperations(context, stacks, lambda.resourceTypes),
    },
    lambda: { protocol: 'rest-json', routes: lambda.routes, operations: lambda.operations },
  };
}
