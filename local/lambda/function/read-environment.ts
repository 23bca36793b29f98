import { AwsError } from '../../endpoint/aws-error.ts';

const MOST_BYTES = 4096;

const RESERVED = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_MAX_CONCURRENCY',
  'AWS_LAMBDA_METADATA_API',
  'AWS_LAMBDA_METADATA_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

/**
 * Checks a function's environment variables: names of two characters or more, none that Lambda sets itself, 4 KB in all.
 * @throws {AwsError} `InvalidParameterValueException`
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function readEnvironment(variables: unknown): Record<string, string> {
  const entries = Object.entries((variables ?? {}) as Record<string, unknown>).map(
    ([name, value]) => [name, scalar(name, value)] as const,
  );
  const reserved = entries.map(([name]) => name).filter((name) => RESERVED.has(name));
  if (reserved.length > 0)
    throw invalid(
      'Lambda was unable to configure your environment variables because the environment variables you have ' +
        `provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  for (const [name] of entries)
    if (!/^[a-zA-Z][a-zA-Z0-9_]+$/.test(name))
      throw invalid(
        `The environment variable name ${JSON.stringify(name)} is not allowed: a letter, then at least one letter, digit or _.`,
      );
  const environment = Object.fromEntries(entries);
  const bytes = Buffer.byteLength(JSON.stringify(environment));
  if (bytes > MOST_BYTES)
    throw invalid(
      'Lambda was unable to configure your environment variables because the environment variables you have ' +
        `provided exceeded the 4KB limit. They take ${bytes} bytes of ${MOST_BYTES}.`,
    );
  return environment;
}

function scalar(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw invalid(`The environment variable ${name} is ${JSON.stringify(value)}; it must be a string.`);
}

function invalid(sentence: string): AwsError {
  return new AwsError('InvalidParameterValueException', sentence);
}
