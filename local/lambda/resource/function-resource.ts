import type { ResourceType } from '../../cloudformation/resource-type.ts';
import type { Core } from '../core.ts';
import { assumeRole } from '../function/assume-role.ts';
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
      functions.put(parsed);
      return { physicalId: parsed.functionName, attributes: { Arn: parsed.functionArn } };
    },
    remove: ({ physicalId }) => {
      functions.remove(physicalId);
      asyncConfigs.remove(physicalId);
    },
  };
}
