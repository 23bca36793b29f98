import { AwsError } from '../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../endpoint/operation.ts';
import { refuseUnknown } from '../endpoint/refuse-unknown.ts';
import type { Context } from '../context.ts';
import type { AppliedStack } from './apply-stack.ts';
import type { Drift, ResourceType } from './resource-type.ts';
import { stackId } from './stack-scope.ts';

export type ChangeSetOptions = {
  readonly types: readonly Pick<ResourceType, 'type' | 'drift'>[];
  readonly find: (stackName: unknown) => AppliedStack;
  /** Told of a stack that was changed. */
  readonly onUpdated: (stack: AppliedStack) => void;
};

type ChangeSet = { readonly stack: AppliedStack; readonly drifts: readonly ResourceDrift[] };
type ResourceDrift = { readonly logicalId: string; readonly type: string; readonly drift: Drift };

/**
 * Change sets of the one kind that makes sense where the template never changes: those that undo what was changed by
 * hand. As on AWS they know only what a template declares, and of types that have no drift here they know nothing.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/drift-aware-change-sets.html
 */
export function changeSetOperations(
  context: Pick<Context, 'accountId' | 'region'>,
  { types, find, onUpdated }: ChangeSetOptions,
): Operations {
  const changeSets = new Map<string, ChangeSet>();
  const keyOf = ({ StackName, ChangeSetName }: JsonObject) =>
    `${find(StackName).stackName}/${String(ChangeSetName)}`;
  const existing = (input: JsonObject): ChangeSet => {
    const found = changeSets.get(keyOf(input));
    if (found) return found;
    throw new AwsError(
      'ChangeSetNotFound',
      `ChangeSet [${String(input['ChangeSetName'])}] does not exist`,
      404,
    );
  };
  const operation = (action: string, run: (input: JsonObject) => unknown): Operations[string] => ({
    access: ({ StackName }) => [
      { action: `cloudformation:${action}`, resource: stackId(find(StackName).stackName, context) },
    ],
    run,
  });
  return {
    CreateChangeSet: operation('CreateChangeSet', (input) => {
      checkInput(input);
      const stack = find(input['StackName']);
      if (changeSets.has(keyOf(input)))
        throw new AwsError(
          'AlreadyExistsException',
          `ChangeSet ${String(input['ChangeSetName'])} cannot be created due to a mismatch with existing attribute: it exists`,
        );
      checkCapabilities(stack, input);
      changeSets.set(keyOf(input), { stack, drifts: driftsOf(stack, types) });
      return { Id: changeSetId(input, context), StackId: stackId(stack.stackName, context) };
    }),
    DescribeChangeSet: operation('DescribeChangeSet', (input) => described(input, existing(input))),
    ExecuteChangeSet: operation('ExecuteChangeSet', (input) => {
      const { stack, drifts } = existing(input);
      if (drifts.length === 0)
        throw new AwsError(
          'InvalidChangeSetStatus',
          `ChangeSet [${String(input['ChangeSetName'])}] cannot be executed in its current status of [FAILED]`,
        );
      for (const { drift } of drifts) drift.revert();
      // Whatever was planned for the stack as it was before is gone.
      for (const [key, each] of changeSets) if (each.stack === stack) changeSets.delete(key);
      onUpdated(stack);
      return {};
    }),
    DeleteChangeSet: operation('DeleteChangeSet', (input) => {
      changeSets.delete(keyOf(input));
      return {};
    }),
  };
}

const PARAMETERS = ['StackName', 'ChangeSetName', 'ChangeSetType', 'UsePreviousTemplate', 'DeploymentMode'];
const ONLY = { UsePreviousTemplate: 'true', DeploymentMode: 'REVERT_DRIFT', ChangeSetType: 'UPDATE' };

function checkInput(input: JsonObject): void {
  const capabilities = Object.keys(input).filter((name) => name.startsWith('Capabilities.member.'));
  refuseUnknown(input, [...PARAMETERS, ...capabilities, 'Description'], 'ValidationError');
  for (const [name, only] of Object.entries(ONLY))
    if ((input[name] ?? (name === 'ChangeSetType' ? only : undefined)) !== only)
      throw new AwsError(
        'ValidationError',
        `${name} is ${JSON.stringify(input[name])}; only ${only} is emulated: the template itself changes with a start.`,
      );
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(String(input['ChangeSetName'])))
    throw new AwsError(
      'ValidationError',
      `ChangeSetName is ${JSON.stringify(input['ChangeSetName'])}; it must begin with a letter and consist of letters, digits and -.`,
    );
}

/** Who changes roles has to say so; those with a name of their own need the larger capability. */
function checkCapabilities({ resources }: AppliedStack, input: JsonObject): void {
  const given = new Set(
    Object.entries(input).flatMap(([name, value]) =>
      name.startsWith('Capabilities.member.') ? [value] : [],
    ),
  );
  const roles = resources.filter(({ type }) => type.startsWith('AWS::IAM::'));
  const isNamed = roles.some(({ properties }) =>
    Object.keys(properties).some((name) => name.endsWith('Name')),
  );
  if (roles.length === 0 || given.has('CAPABILITY_NAMED_IAM')) return;
  if (!isNamed && given.has('CAPABILITY_IAM')) return;
  const wanted = isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM';
  throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${wanted}]`);
}

function driftsOf({ resources }: AppliedStack, types: ChangeSetOptions['types']): readonly ResourceDrift[] {
  return resources.flatMap((record) => {
    const drift = types.find(({ type }) => type === record.type)?.drift?.(record);
    return drift ? [{ logicalId: record.logicalId, type: record.type, drift }] : [];
  });
}

function described(input: JsonObject, { stack, drifts }: ChangeSet): unknown {
  return {
    ChangeSetName: input['ChangeSetName'],
    StackName: stack.stackName,
    DeploymentMode: 'REVERT_DRIFT',
    ...(drifts.length > 0
      ? { Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE' }
      : {
          Status: 'FAILED',
          ExecutionStatus: 'UNAVAILABLE',
          StatusReason:
            "The submitted information didn't contain changes. Submit different information to create a change set.",
        }),
    Changes: drifts.map(({ logicalId, type, drift }) => ({
      Type: 'Resource',
      ResourceChange: {
        Action: 'Modify',
        LogicalResourceId: logicalId,
        ResourceType: type,
        Scope: ['Properties'],
        Details: drift.properties.map((Name) => ({ Target: { Attribute: 'Properties', Name } })),
      },
    })),
  };
}

function changeSetId(
  { StackName, ChangeSetName }: JsonObject,
  { region, accountId }: Pick<Context, 'accountId' | 'region'>,
) {
  return `arn:aws:cloudformation:${region}:${accountId}:changeSet/${String(ChangeSetName)}/${String(StackName)}`;
}
