import type { ResourceType } from '../../cloudformation/resource-type.ts';
import { AwsError } from '../../endpoint/aws-error.ts';
import type { Core } from '../core.ts';
import { assumeRole } from '../function/assume-role.ts';
import { checkReservation } from '../function/check-reservation.ts';
import type { FunctionConfiguration } from '../function/function-configuration.ts';
import { maySend } from '../function/may-send.ts';
import { FUNCTION_PROPERTIES, parseFunction } from '../function/parse-function.ts';

/** `AWS::Lambda::Function` */
export function functionResource(core: Core): ResourceType {
  const { context, functions, asyncConfigs } = core;
  return {
    type: 'AWS::Lambda::Function',
    properties: FUNCTION_PROPERTIES,
    apply: (request) => {
      const parsed = parseFunction(context, core.assemblyDirectory, request);
      assumeRole(core.credentialsOf, parsed.role);
      checkReservation(core, parsed);
      checkDeadLetterQueue(core, parsed);
      functions.put(parsed);
      return { physicalId: parsed.functionName, attributes: { Arn: parsed.functionArn } };
    },
    remove: ({ physicalId }) => {
      functions.remove(physicalId);
      asyncConfigs.remove(physicalId);
    },
  };
}

function checkDeadLetterQueue(core: Core, { role, deadLetterArn }: FunctionConfiguration): void {
  if (deadLetterArn === undefined || maySend(core, { role, queueArn: deadLetterArn })) return;
  throw new AwsError(
    'InvalidParameterValueException',
    `The provided execution role does not have permissions to call SendMessage on SQS (${deadLetterArn}).`,
  );
}
