import type { Context } from '../../context.ts';
import type { Credentials } from '../function/assume-role.ts';
import type { FunctionConfiguration } from '../function/function-configuration.ts';

/** What a function finds in `process.env`: its own variables and what Lambda adds, nothing of this process. */
export function workerEnvironment(
  context: Context,
  configuration: FunctionConfiguration,
  session: { readonly credentials: Credentials; readonly logStream: string },
): Record<string, string> {
  const { credentials, logStream } = session;
  return {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_ENDPOINT_URL: context.endpointUrl(),
    ...configuration.environment,
    AWS_REGION: context.region,
    AWS_DEFAULT_REGION: context.region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: configuration.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: configuration.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    LAMBDA_TASK_ROOT: configuration.codeDirectory,
    _HANDLER: configuration.handler,
  };
}
