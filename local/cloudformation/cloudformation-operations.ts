import { AwsError } from '../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../endpoint/operation.ts';
import type { Context } from '../context.ts';
import type { AppliedStack } from './apply-stack.ts';
import { changeSetOperations, type ChangeSetOptions } from './change-set-operations.ts';
import { stackId } from './stack-scope.ts';

/** Looking at stacks, for clients that read a deployment's outputs; the template itself is made at start only. */
export function cloudFormationOperations(
  context: Pick<Context, 'accountId' | 'region' | 'now'>,
  stacks: () => readonly AppliedStack[],
  types: ChangeSetOptions['types'] = [],
): Operations {
  const updated = new Set<AppliedStack>();
  /** A stack that did not get so far is not there: the start that makes it fails. */
  const statusOf = (stack: AppliedStack) => (updated.has(stack) ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE');
  const startedAt = new Date(context.now()).toISOString();
  const arnOf = (input: JsonObject): string =>
    stackId(typeof input['StackName'] === 'string' ? input['StackName'] : '*', context);
  const named = (input: JsonObject): readonly AppliedStack[] => {
    const name = input['StackName'];
    if (name === undefined) return stacks();
    const found = stacks().filter(
      ({ stackName }) => stackName === name || stackId(stackName, context) === name,
    );
    if (found.length > 0) return found;
    throw new AwsError('ValidationError', `Stack with id ${JSON.stringify(name)} does not exist`);
  };
  const operation = (action: string, run: (input: JsonObject) => unknown): Operations[string] => ({
    access: (input) => [{ action: `cloudformation:${action}`, resource: arnOf(input) }],
    run,
  });
  const summary = (stack: AppliedStack): object => ({
    StackId: stackId(stack.stackName, context),
    StackName: stack.stackName,
    CreationTime: startedAt,
    StackStatus: statusOf(stack),
  });
  const describe = (stack: AppliedStack): unknown => ({
    ...summary(stack),
    DisableRollback: false,
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
  });
  const resources = (input: JsonObject): unknown[] =>
    named(input).flatMap((stack) =>
      stack.resources.map(({ stackName, logicalId, physicalId, type }) => ({
        StackName: stackName,
        StackId: stackId(stackName, context),
        LogicalResourceId: logicalId,
        PhysicalResourceId: physicalId,
        ResourceType: type,
        Timestamp: startedAt,
        LastUpdatedTimestamp: startedAt,
        ResourceStatus: 'CREATE_COMPLETE',
      })),
    );
  return {
    ...changeSetOperations(context, {
      types,
      find: (name) => named({ StackName: name ?? '' })[0] as AppliedStack,
      onUpdated: (stack) => updated.add(stack),
    }),
    DescribeStacks: operation('DescribeStacks', (input) => ({ Stacks: named(input).map(describe) })),
    ListStacks: {
      access: () => [{ action: 'cloudformation:ListStacks', resource: '*' }],
      run: (input) => ({
        StackSummaries: stacks()
          .filter((stack) => takesStatus(input, statusOf(stack)))
          .map(summary),
      }),
    },
    DescribeStackResources: operation('DescribeStackResources', (input) => ({
      StackResources: resources(input),
    })),
    ListStackResources: operation('ListStackResources', (input) => ({
      StackResourceSummaries: resources(input),
    })),
  };
}

/** The query protocol numbers the members of a list: `StackStatusFilter.member.1`. */
function takesStatus(input: JsonObject, is: string): boolean {
  const wanted = Object.entries(input).filter(([name]) => name.startsWith('StackStatusFilter.member.'));
  return wanted.length === 0 || wanted.some(([, status]) => status === is);
}
