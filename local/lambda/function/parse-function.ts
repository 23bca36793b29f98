import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../../context.ts';
import type { ApplyRequest } from '../../cloudformation/resource-type.ts';
import { AwsError } from '../../endpoint/aws-error.ts';
import { readEnvironment } from './read-environment.ts';
import type { FunctionConfiguration } from './function-configuration.ts';

/** The properties of `AWS::Lambda::Function` that are understood. */
export const FUNCTION_PROPERTIES = [
  'Architectures',
  'Code',
  'DeadLetterConfig',
  'Description',
  'Environment',
  'EphemeralStorage',
  'FunctionName',
  'Handler',
  'LoggingConfig',
  'MemorySize',
  'PackageType',
  'RecursiveLoop',
  'ReservedConcurrentExecutions',
  'Role',
  'Runtime',
  'RuntimeManagementConfig',
  'Tags',
  'Timeout',
  'TracingConfig',
  'VpcConfig',
] as const;

/**
 * Checks a function's template properties as Lambda does and fills in its defaults.
 * @throws {AwsError} `InvalidParameterValueException`, naming the property, the value got and what is allowed.
 */
export function parseFunction(
  context: Context,
  assemblyDirectory: string,
  request: ApplyRequest,
): FunctionConfiguration {
  const { properties } = request;
  const functionName = nameOf(request);
  const logging = object(properties['LoggingConfig'], 'LoggingConfig');
  const reserved = properties['ReservedConcurrentExecutions'];
  const deadLetterArn = object(properties['DeadLetterConfig'], 'DeadLetterConfig')['TargetArn'];
  return {
    functionName,
    functionArn: `arn:aws:lambda:${context.region}:${context.accountId}:function:${functionName}`,
    description: text(properties['Description'], 'Description', ''),
    role: matching(properties['Role'], 'Role', /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, 'the ARN of a role'),
    handler: matching(properties['Handler'], 'Handler', /^[^\s.]+(\.[^\s.]+)+$/, '<module>.<export>'),
    runtime: matching(properties['Runtime'], 'Runtime', /^nodejs\d+\.x$/, 'nodejs<version>.x'),
    timeoutSeconds: integer(properties['Timeout'], 'Timeout', { least: 1, most: 900, absent: 3 }),
    memoryMb: integer(properties['MemorySize'], 'MemorySize', { least: 128, most: 10_240, absent: 128 }),
    environment: readEnvironment(object(properties['Environment'], 'Environment')['Variables']),
    architectures: (properties['Architectures'] as string[] | undefined) ?? ['x86_64'],
    ...(reserved === undefined
      ? {}
      : {
          reservedConcurrency: integer(reserved, 'ReservedConcurrentExecutions', {
            least: 0,
            most: 100_000,
            absent: 0,
          }),
        }),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn: queueArn(deadLetterArn) }),
    tracingMode: text(
      object(properties['TracingConfig'], 'TracingConfig')['Mode'],
      'TracingConfig.Mode',
      'PassThrough',
    ),
    logGroup: text(logging['LogGroup'], 'LoggingConfig.LogGroup', `/aws/lambda/${functionName}`),
    logFormat: logging['LogFormat'] === 'JSON' ? 'JSON' : 'Text',
    ...codeOf(assemblyDirectory, functionName, object(properties['Code'], 'Code')),
    tags: tagsOf(properties['Tags']),
    lastModified: context.now(),
  };
}

function nameOf({ stackName, logicalId, properties }: ApplyRequest): string {
  const given = properties['FunctionName'];
  if (given !== undefined)
    return matching(given, 'FunctionName', /^[a-zA-Z0-9-_]{1,64}$/, '1 to 64 letters, digits, - and _');
  const suffix = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex').slice(0, 12);
  return `${`${stackName}-${logicalId}`.slice(0, 51)}-${suffix}`;
}

function codeOf(assemblyDirectory: string, functionName: string, code: Readonly<Record<string, unknown>>) {
  const key = matching(
    code['S3Key'],
    'Code.S3Key',
    /^[0-9a-f]+\.zip$/,
    'the <hash>.zip of an asset of the cloud assembly (inline code and images are not run here)',
  );
  const codeHash = key.slice(0, -'.zip'.length);
  const codeDirectory = join(assemblyDirectory, `asset.${codeHash}`);
  if (!existsSync(codeDirectory))
    throw invalid(`The code of function ${functionName} is missing: there is no directory ${codeDirectory}.`);
  return { codeDirectory, codeHash };
}

function tagsOf(value: unknown): Record<string, string> {
  const tags = (value ?? []) as readonly { Key: string; Value: string }[];
  return Object.fromEntries(tags.map((tag) => [tag.Key, tag.Value]));
}

function queueArn(value: unknown): string {
  return matching(
    value,
    'DeadLetterConfig.TargetArn',
    /^arn:aws[a-z-]*:sqs:/,
    'the ARN of an SQS queue (topics are not emulated)',
  );
}

function object(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  throw invalid(`${name} is ${JSON.stringify(value)}; it must be an object.`);
}

function text(value: unknown, name: string, absent: string): string {
  if (value === undefined) return absent;
  if (typeof value === 'string') return value;
  throw invalid(`${name} is ${JSON.stringify(value)}; it must be a string.`);
}

function matching(value: unknown, name: string, pattern: RegExp, allowed: string): string {
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw invalid(`${name} is ${JSON.stringify(value)}; it must be ${allowed}.`);
}

function integer(
  value: unknown,
  name: string,
  limits: { readonly least: number; readonly most: number; readonly absent: number },
): number {
  if (value === undefined) return limits.absent;
  const number = Number(value);
  if (Number.isInteger(number) && number >= limits.least && number <= limits.most) return number;
  throw invalid(
    `${name} is ${JSON.stringify(value)}; it must be a whole number from ${limits.least} to ${limits.most}.`,
  );
}

function invalid(sentence: string): AwsError {
  return new AwsError('InvalidParameterValueException', sentence);
}
