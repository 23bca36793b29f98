import type { JsonObject, Operations } from '../../endpoint/operation.ts';
import { refuseUnknown } from '../../endpoint/refuse-unknown.ts';
import type { Core } from '../core.ts';
import { assumeRole } from '../function/assume-role.ts';
import { describeFunction } from '../function/describe-function.ts';
import { functionName } from '../function/function-name.ts';
import { FUNCTION_SETTINGS, parseSettings, settingsOf } from '../function/parse-settings.ts';
import { functionAccess } from './function-access.ts';

/**
 * Changing a function by hand: what is named changes, variables all together, and what runs is finished as it began. What
 * the template says holds again at the next start.
 */
export function updateConfiguration(core: Core): Operations {
  const { context, functions } = core;
  return {
    UpdateFunctionConfiguration: {
      access: (input) => [
        functionAccess(core, 'lambda:UpdateFunctionConfiguration', input['FunctionName']),
        ...(typeof input['Role'] === 'string' ? [{ action: 'iam:PassRole', resource: input['Role'] }] : []),
      ],
      run: (input) => {
        refuseUnknown(input, ['FunctionName', ...FUNCTION_SETTINGS], 'InvalidParameterValueException');
        const found = functions.get(functionName(input['FunctionName'], '$LATEST'));
        const settings = parseSettings({ ...settingsOf(found), ...given(input) });
        assumeRole(core.credentialsOf, settings.role);
        const changed = { ...found, ...settings, lastModified: context.now() };
        functions.put(changed);
        return describeFunction(changed);
      },
    },
  };
}

function given(input: JsonObject): JsonObject {
  return Object.fromEntries(
    FUNCTION_SETTINGS.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])),
  );
}
