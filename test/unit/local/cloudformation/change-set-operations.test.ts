import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { cloudFormationOperations } from '../../../../local/cloudformation/cloudformation-operations.ts';
import { AwsError } from '../../../../local/endpoint/aws-error.ts';
import { fakeCloud, PLACE, thing } from './fake-cloud.ts';

const REVERT = {
  StackName: 'stack',
  ChangeSetName: 'undo',
  UsePreviousTemplate: 'true',
  DeploymentMode: 'REVERT_DRIFT',
};

/** A stack of a thing whose `Value` is declared as 1, and what it is now. */
async function world(test: TestContext) {
  const { stacks } = await fakeCloud(test).deploy({ template: { Resources: { A: thing({ Value: 1 }) } } });
  const now = { Value: 1 as unknown };
  const drift = ({ properties }: { properties: Readonly<Record<string, unknown>> }) =>
    now.Value === properties['Value']
      ? undefined
      : { properties: ['Value'], revert: () => void (now.Value = properties['Value']) };
  const operations = cloudFormationOperations({ ...PLACE, now: () => 0 }, () => stacks, [
    { type: 'Test::Thing', drift },
  ]);
  const caller = { kind: 'administrator', arn: 'arn:aws:iam::111122223333:root' } as const;
  const call = (name: string, input: object = REVERT) =>
    operations[name]?.run({ ...input }, caller, new AbortController().signal) as Record<string, unknown>;
  return { now, call };
}

function refused(code: string, message: RegExp) {
  return (error: unknown) => error instanceof AwsError && error.code === code && message.test(error.message);
}

test('a change set names what was changed by hand, and undoes it when it is executed', async (t) => {
  const { now, call } = await world(t);
  now.Value = 2;
  call('CreateChangeSet');
  const { Status, Changes } = call('DescribeChangeSet');
  assert.equal(Status, 'CREATE_COMPLETE');
  assert.match(JSON.stringify(Changes), /"LogicalResourceId":"A".*"Name":"Value"/);
  assert.equal(now.Value, 2);
  call('ExecuteChangeSet');
  assert.equal(now.Value, 1);
  assert.match(JSON.stringify(call('DescribeStacks', { StackName: 'stack' })), /UPDATE_COMPLETE/);
  assert.throws(() => call('DescribeChangeSet'), refused('ChangeSetNotFound', /undo/));
});

test('a change set of a stack that is as it is declared fails and cannot be executed', async (t) => {
  const { call } = await world(t);
  call('CreateChangeSet');
  assert.equal(call('DescribeChangeSet')['Status'], 'FAILED');
  assert.throws(() => call('ExecuteChangeSet'), refused('InvalidChangeSetStatus', /FAILED/));
});

test('a name can be used again after it was deleted', async (t) => {
  const { call } = await world(t);
  call('CreateChangeSet');
  assert.throws(() => call('CreateChangeSet'), refused('AlreadyExistsException', /undo/));
  call('DeleteChangeSet');
  call('CreateChangeSet');
});

test('rejects what would change the template, a stack that is not there, and a bad name', async (t) => {
  const { call } = await world(t);
  for (const [more, code, message] of [
    [{ TemplateBody: '{}' }, 'ValidationError', /TemplateBody/],
    [{ UsePreviousTemplate: 'false' }, 'ValidationError', /UsePreviousTemplate/],
    [{ DeploymentMode: undefined }, 'ValidationError', /DeploymentMode/],
    [{ ChangeSetType: 'IMPORT' }, 'ValidationError', /ChangeSetType/],
    [{ StackName: 'other' }, 'ValidationError', /"other" does not exist/],
    [{ ChangeSetName: '1' }, 'ValidationError', /ChangeSetName/],
  ] as const)
    assert.throws(() => call('CreateChangeSet', { ...REVERT, ...more }), refused(code, message));
});
