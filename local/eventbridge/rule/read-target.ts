import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject } from '../../endpoint/operation.ts';
import { busNameFromArn } from '../request/bus-name-of.ts';
import { refuseUnknown } from '../request/define-operation.ts';
import { NAME, optionalNumber, optionalText, requiredText } from '../request/read-parameter.ts';
import type { Core } from '../core.ts';
import { pathNames } from '../target/target-input.ts';
import type { Target } from './rule.ts';

/**
 * A target as it will be kept.
 * @throws {AwsError} `ValidationException` for what AWS refuses, and by name for what is not emulated
 */
export function readTarget(core: Core, input: JsonObject): Target {
  refuseUnknown(input, PARAMETERS);
  const id = requiredText(input, 'Id', NAME);
  const arn = requiredText(input, 'Arn');
  refuseUnknownKind(core, id, arn);
  const path = optionalText(input, 'InputPath', { max: 256 });
  if (path !== undefined) pathNames(path);
  refuseBadInput(input, path);
  refuseBadQueue(input);
  const retry = (input['RetryPolicy'] ?? {}) as JsonObject;
  optionalNumber(retry, 'MaximumRetryAttempts', { min: 0, max: 185 });
  optionalNumber(retry, 'MaximumEventAgeInSeconds', { min: 60, max: 86_400 });
  return { ...input, Id: id, Arn: arn };
}

const PARAMETERS = new Set(['Id', 'Arn', 'RoleArn', 'Input', 'InputPath', 'DeadLetterConfig', 'RetryPolicy']);

function refuseUnknownKind({ context }: Core, id: string, arn: string): void {
  const [head, , kind] = arn.split(':');
  if (head !== 'arn')
    throw new AwsError(
      'ValidationException',
      `Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  if (kind === 'events' && busNameFromArn(context, arn) !== undefined) return;
  if (kind === 'sqs' || kind === 'lambda') return;
  throw new AwsError(
    'ValidationException',
    `The embedded EventBridge does not emulate the target ${id} (${arn}). It knows SQS queues, Lambda functions and buses.`,
  );
}

function refuseBadInput(input: JsonObject, path: string | undefined): void {
  const text = optionalText(input, 'Input', { max: 8192 });
  if (text === undefined) return;
  if (path !== undefined)
    throw new AwsError(
      'ValidationException',
      'Only one of Input, InputPath, or InputTransformer must be provided.',
    );
  try {
    JSON.parse(text);
  } catch (error) {
    throw new AwsError(
      'ValidationException',
      `JSON syntax error in input for target ${String(input['Id'])}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function refuseBadQueue(input: JsonObject): void {
  const queue = (input['DeadLetterConfig'] as { Arn?: unknown } | undefined)?.Arn;
  if (queue === undefined) return;
  if (typeof queue !== 'string' || !/^arn:[^:]+:sqs:[^:]+:\d{12}:[A-Za-z0-9_-]{1,80}$/.test(queue))
    throw new AwsError(
      'ValidationException',
      `Parameter DeadLetterConfig.Arn ${JSON.stringify(queue)} is not valid. It must be the ARN of a standard SQS queue.`,
    );
}
