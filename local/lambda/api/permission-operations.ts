import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operation, Operations } from '../../endpoint/operation.ts';
import { functionName } from '../function/function-name.ts';
import { permissionStatement } from '../function/permission-statement.ts';
import { functionAccess } from './function-access.ts';
import type { Core } from '../core.ts';
import { textMember } from './text-member.ts';

/** The functions' resource policies. */
export function permissionOperations(core: Core): Operations {
  const { functions, permissions } = core;
  const one = (input: JsonObject) => functions.get(functionName(input['FunctionName'], input['Qualifier']));
  const operation = (action: string, run: Operation['run']): Operation => ({
    access: (input) => [functionAccess(core, action, input['FunctionName'])],
    run,
  });
  return {
    GetPolicy: operation('lambda:GetPolicy', (input) => {
      const policy = permissions.policyOf(one(input).functionName);
      if (!policy) throw notFound('The resource you requested does not exist.');
      return { Policy: JSON.stringify(policy) };
    }),
    AddPermission: operation('lambda:AddPermission', (input) => {
      const { functionName: name, functionArn } = one(input);
      const statement = permissionStatement(textMember(input, 'StatementId'), functionArn, input);
      if (permissions.find(name, statement.Sid))
        throw new AwsError(
          'ResourceConflictException',
          `The statement id (${statement.Sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
          409,
          { Type: 'User' },
        );
      permissions.put(name, statement);
      return { Statement: JSON.stringify(statement) };
    }),
    RemovePermission: operation('lambda:RemovePermission', (input) => {
      const id = textMember(input, 'StatementId');
      if (!permissions.remove(one(input).functionName, id))
        throw notFound(`Statement ${id} is not found in resource policy.`);
      return {};
    }),
  };
}

function notFound(sentence: string): AwsError {
  return new AwsError('ResourceNotFoundException', sentence, 404, { Type: 'User' });
}
