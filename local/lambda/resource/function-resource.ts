import { isDeepStrictEqual } from 'node:util';
import type { ResourceType } from '../../cloudformation/resource-type.ts';
import { AwsError } from '../../endpoint/aws-error.ts';
import type { Core } from '../core.ts';
import { assumeRole } from '../function/assume-role.ts';
import { checkReservation } from '../function/check-reservation.ts';
import type { FunctionConfiguration } from '../function/function-configuration.ts';
import { maySend } from '../function/may-send.ts';
import {
  FUNCTION_SETTINGS,
  type FunctionSettings,
  parseSettings,
  settingsOf,
} from '../function/parse-settings.ts';
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
    drift: ({ physicalId, properties }) => {
      const found = functions.find(physicalId);
      const differing = found ? differences(found, properties) : [];
      if (differing.length === 0) return undefined;
      return {
        properties: differing,
        revert: () => {
          const current = functions.get(physicalId);
          functions.put({ ...current, ...declared(current, properties), lastModified: context.now() });
        },
      };
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

type Properties = Readonly<Record<string, unknown>>;

/** The settings as the template has them, and those that it does not speak of as they are. */
function declared(current: FunctionSettings, properties: Properties): FunctionSettings {
  return parseSettings({ ...settingsOf(current), ...properties });
}

function differences(current: FunctionSettings, properties: Properties): readonly string[] {
  const [are, wanted] = [settingsOf(current), settingsOf(declared(current, properties))];
  return FUNCTION_SETTINGS.filter((name) => !isDeepStrictEqual(are[name], wanted[name]));
}
