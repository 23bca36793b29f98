import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../../endpoint/operation.ts';
import type { PolicyStatement } from '../../iam/policy-document.ts';
import { arns } from '../arns.ts';
import { busNameOf } from '../request/bus-name-of.ts';
import { defineOperation } from '../request/define-operation.ts';
import { NAME, optionalText, requiredText } from '../request/read-parameter.ts';
import type { Core } from '../core.ts';
import { readBusPolicy } from './read-bus-policy.ts';
import { requireBus } from './require-bus.ts';

/** PutPermission, with a statement's parts or a whole policy, and RemovePermission. */
export function permissionOperations(core: Core): Operations {
  const { context } = core;
  const access = (action: string) => (input: JsonObject) => [
    { action, resource: arns.bus(context, busNameOf(context, input)) },
  ];
  return {
    PutPermission: defineOperation({
      parameters: ['EventBusName', 'Action', 'Principal', 'StatementId', 'Condition', 'Policy'],
      access: access('events:PutPermission'),
      run(input) {
        const bus = requireBus(core, busNameOf(context, input));
        const policy = optionalText(input, 'Policy');
        if (policy !== undefined) return setStatements(core, bus.name, readBusPolicy(policy).Statement);
        const statement = readStatement(core, bus.name, input);
        const others = (bus.record.policy?.Statement ?? []).filter(({ Sid }) => Sid !== statement.Sid);
        return setStatements(core, bus.name, [...others, statement]);
      },
    }),
    RemovePermission: defineOperation({
      parameters: ['EventBusName', 'StatementId', 'RemoveAllPermissions'],
      access: access('events:RemovePermission'),
      run(input) {
        const bus = requireBus(core, busNameOf(context, input));
        if (input['RemoveAllPermissions'] === true) return setStatements(core, bus.name, []);
        const id = requiredText(input, 'StatementId', NAME);
        const statements = bus.record.policy?.Statement ?? [];
        const left = statements.filter(({ Sid }) => Sid !== id);
        if (left.length === statements.length)
          throw new AwsError('ResourceNotFoundException', 'Statement with the provided id does not exist.');
        return setStatements(core, bus.name, left);
      },
    }),
  };
}

/** Replaces the statements of a bus's policy. */
export function setStatements(core: Core, name: string, statements: readonly PolicyStatement[]): void {
  const { record } = requireBus(core, name);
  const policy = statements.length === 0 ? undefined : { Version: '2012-10-17', Statement: statements };
  if (policy && JSON.stringify(policy).length > 10_240)
    throw new AwsError(
      'PolicyLengthExceededException',
      'The policy of an event bus has at most 10,240 characters.',
    );
  core.buses.putBus(name, { ...record, policy, modifiedAt: core.context.now() });
}

function readStatement(core: Core, bus: string, input: JsonObject): PolicyStatement {
  const principal = requiredText(input, 'Principal', { pattern: /^(?:\d{12}|\*)$/ });
  const condition = input['Condition'] as { Type?: string; Key?: string; Value?: string } | undefined;
  return {
    Sid: requiredText(input, 'StatementId', NAME),
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { AWS: `arn:aws:iam::${principal}:root` },
    Action: requiredText(input, 'Action', { pattern: /^events:[A-Za-z]+$/, max: 64 }),
    Resource: arns.bus(core.context, bus),
    ...(condition
      ? { Condition: { [String(condition.Type)]: { [String(condition.Key)]: condition.Value } } }
      : {}),
  };
}
