import type { FunctionConfiguration } from './function-configuration.ts';

/** A function's configuration as the API answers it. */
export function describeFunction(configuration: FunctionConfiguration) {
  return {
    FunctionName: configuration.functionName,
    FunctionArn: configuration.functionArn,
    Description: configuration.description,
    Role: configuration.role,
    Handler: configuration.handler,
    Runtime: configuration.runtime,
    Timeout: configuration.timeoutSeconds,
    MemorySize: configuration.memoryMb,
    CodeSha256: Buffer.from(configuration.codeHash, 'hex').toString('base64'),
    Environment: { Variables: configuration.environment },
    Architectures: configuration.architectures,
    ...(configuration.deadLetterArn === undefined
      ? {}
      : { DeadLetterConfig: { TargetArn: configuration.deadLetterArn } }),
    TracingConfig: { Mode: configuration.tracingMode },
    LoggingConfig: { LogFormat: configuration.logFormat, LogGroup: configuration.logGroup },
    PackageType: 'Zip',
    Version: '$LATEST',
    State: 'Active',
    LastUpdateStatus: 'Successful',
    // Lambda writes this one as text with an offset and no colon.
    LastModified: new Date(configuration.lastModified).toISOString().replace('Z', '+0000'),
  };
}
