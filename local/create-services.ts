import { createHttpApi } from './apigateway/create-http-api.ts';
import type { Context } from './context.ts';
import { createDynamoDb } from './dynamodb/create-dynamodb.ts';
import type { EmbeddedAwsOptions } from './embedded-aws.ts';
import { createEventBridge } from './eventbridge/create-eventbridge.ts';
import type { Iam } from './iam/create-iam.ts';
import { createKms } from './kms/create-kms.ts';
import { createLambda } from './lambda/create-lambda.ts';
import { createSecretsManager } from './secretsmanager/create-secrets-manager.ts';
import { createSqs } from './sqs/create-sqs.ts';

export type Services = ReturnType<typeof createServices>;

/** Every emulated service, each given the neighbours that it calls. */
export function createServices(context: Context, options: EmbeddedAwsOptions, iam: Iam) {
  const sqs = createSqs(context, { ...(options.duplicate && { duplicate: options.duplicate }) });
  const lambda = createLambda(context, {
    assemblyDirectory: options.assemblyDirectory,
    sqs: sqs.operations,
    credentialsOf: (roleArn) => iam.credentialsOf(roleArn, 'lambda.amazonaws.com'),
    onLog: options.onLog,
    ...(options.clockOffsetMs !== undefined && { clockOffsetMs: options.clockOffsetMs }),
  });
  const eventbridge = createEventBridge(
    context,
    {
      sqs: sqs.operations,
      invokeFunction: lambda.invokeLater,
      assumeRole: (roleArn, ruleArn) => void iam.credentialsOf(roleArn, 'events.amazonaws.com', ruleArn),
    },
    { ...(options.rulesPerBus !== undefined && { limits: { rulesPerBus: options.rulesPerBus } }) },
  );
  return {
    sqs,
    lambda,
    eventbridge,
    dynamodb: createDynamoDb(context),
    kms: createKms(context),
    secretsManager: createSecretsManager(context),
    httpApi: createHttpApi(context, { invoke: lambda.invoke }),
  };
}
