import { createHash } from 'node:crypto';
import type { ResourceType } from '../../cloudformation/resource-type.ts';
import type { Core } from '../core.ts';
import { functionName } from '../function/function-name.ts';
import { permissionStatement } from '../function/permission-statement.ts';

/** `AWS::Lambda::Permission` */
export function permissionResource({ functions, permissions }: Core): ResourceType {
  return {
    type: 'AWS::Lambda::Permission',
    properties: ['Action', 'FunctionName', 'Principal', 'SourceAccount', 'SourceArn'],
    apply: ({ stackName, logicalId, properties }) => {
      const configuration = functions.get(functionName(properties['FunctionName']));
      const hash = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex').slice(0, 12);
      const id = `${`${stackName}-${logicalId}`.slice(0, 87)}-${hash}`;
      const statement = permissionStatement(id, configuration.functionArn, properties);
      permissions.removeEverywhere(id);
      permissions.put(configuration.functionName, statement);
      return { physicalId: id, attributes: { Id: id } };
    },
    remove: ({ physicalId }) => permissions.removeEverywhere(physicalId),
  };
}
