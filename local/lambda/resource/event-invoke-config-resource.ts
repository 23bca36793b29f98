import type { ResourceType } from '../../cloudformation/resource-type.ts';
import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject } from '../../endpoint/operation.ts';
import type { Core } from '../core.ts';
import { functionName } from '../function/function-name.ts';
import { maySend } from '../function/may-send.ts';
import { DEFAULT_ASYNC_CONFIG } from '../invocation/create-async-config-store.ts';

/** `AWS::Lambda::EventInvokeConfig`; a queue is the only destination that is emulated. */
export function eventInvokeConfigResource(core: Core): ResourceType {
  const { functions, asyncConfigs } = core;
  return {
    type: 'AWS::Lambda::EventInvokeConfig',
    properties: [
      'DestinationConfig',
      'FunctionName',
      'MaximumEventAgeInSeconds',
      'MaximumRetryAttempts',
      'Qualifier',
    ],
    apply: ({ properties }) => {
      const { functionName: name, role } = functions.get(
        functionName(properties['FunctionName'], properties['Qualifier']),
      );
      const onFailureArn = onFailureOf(properties['DestinationConfig'] as JsonObject | undefined);
      if (onFailureArn !== undefined) checkDestination(core, { role, queueArn: onFailureArn });
      asyncConfigs.put(name, {
        maximumRetryAttempts: integer(properties, 'MaximumRetryAttempts', {
          least: 0,
          most: 2,
          absent: DEFAULT_ASYNC_CONFIG.maximumRetryAttempts,
        }),
        maximumEventAgeSeconds: integer(properties, 'MaximumEventAgeInSeconds', {
          least: 60,
          most: 21_600,
          absent: DEFAULT_ASYNC_CONFIG.maximumEventAgeSeconds,
        }),
        ...(onFailureArn === undefined ? {} : { onFailureArn }),
      });
      return { physicalId: name, attributes: {} };
    },
    remove: ({ physicalId }) => asyncConfigs.remove(physicalId),
  };
}

function onFailureOf(destinations: JsonObject | undefined): string | undefined {
  if (destinations?.['OnSuccess'] !== undefined)
    throw invalid('DestinationConfig.OnSuccess is not emulated; leave it out.');
  const onFailure = destinations?.['OnFailure'] as JsonObject | undefined;
  const arn = onFailure?.['Destination'];
  if (arn === undefined) return undefined;
  if (typeof arn === 'string' && /^arn:aws[a-z-]*:sqs:/.test(arn)) return arn;
  throw invalid(
    `DestinationConfig.OnFailure.Destination is ${JSON.stringify(arn)}; it must be the ARN of an SQS queue: other destinations are not emulated.`,
  );
}

function checkDestination(core: Core, sending: { readonly role: string; readonly queueArn: string }): void {
  if (maySend(core, sending)) return;
  throw invalid(
    `The function's execution role does not have permissions to call SendMessage on ${sending.queueArn}`,
  );
}

function integer(
  properties: JsonObject,
  name: string,
  limits: { readonly least: number; readonly most: number; readonly absent: number },
): number {
  const value = properties[name];
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
