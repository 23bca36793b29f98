import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../../context.ts';
import type { ApplyRequest } from '../../cloudformation/resource-type.ts';
import type { FunctionConfiguration } from './function-configuration.ts';
import { parseSettings } from './parse-settings.ts';
import { invalid, readInteger, readMatching, readObject, readText } from './read-property.ts';

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
  const logging = readObject(properties['LoggingConfig'], 'LoggingConfig');
  const reserved = properties['ReservedConcurrentExecutions'];
  const deadLetterArn = readObject(properties['DeadLetterConfig'], 'DeadLetterConfig')['TargetArn'];
  return {
    functionName,
    functionArn: `arn:aws:lambda:${context.region}:${context.accountId}:function:${functionName}`,
    ...parseSettings(properties),
    architectures: (properties['Architectures'] as string[] | undefined) ?? ['x86_64'],
    ...(reserved === undefined
      ? {}
      : {
          reservedConcurrency: readInteger(reserved, 'ReservedConcurrentExecutions', {
            least: 0,
            most: 100_000,
            absent: 0,
          }),
        }),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn: queueArn(deadLetterArn) }),
    tracingMode: readText(
      readObject(properties['TracingConfig'], 'TracingConfig')['Mode'],
      'TracingConfig.Mode',
      'PassThrough',
    ),
    logGroup: readText(logging['LogGroup'], 'LoggingConfig.LogGroup', `/aws/lambda/${functionName}`),
    logFormat: logging['LogFormat'] === 'JSON' ? 'JSON' : 'Text',
    ...codeOf(assemblyDirectory, functionName, readObject(properties['Code'], 'Code')),
    tags: tagsOf(properties['Tags']),
    lastModified: context.now(),
  };
}

function nameOf({ stackName, logicalId, properties }: ApplyRequest): string {
  const given = properties['FunctionName'];
  if (given !== undefined)
    return readMatching(given, 'FunctionName', /^[a-zA-Z0-9-_]{1,64}$/, '1 to 64 letters, digits, - and _');
  const suffix = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex').slice(0, 12);
  return `${`${stackName}-${logicalId}`.slice(0, 51)}-${suffix}`;
}

function codeOf(assemblyDirectory: string, functionName: string, code: Readonly<Record<string, unknown>>) {
  const key = readMatching(
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
  return readMatching(
    value,
    'DeadLetterConfig.TargetArn',
    /^arn:aws[a-z-]*:sqs:/,
    'the ARN of an SQS queue (topics are not emulated)',
  );
}
