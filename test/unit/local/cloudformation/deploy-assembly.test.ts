import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeCloud, thing } from './fake-cloud.ts';

test('resources are made after those they refer to or depend on, else in the order of the template', async (t) => {
  const cloud = fakeCloud(t);
  await cloud.deploy({
    template: {
      Resources: {
        A: thing({ Value: { 'Fn::Sub': '${C.Arn}' } }),
        B: thing({}, { DependsOn: ['D', 'A'] }),
        C: thing({ Value: [{ Deep: { Ref: 'D' } }] }),
        D: thing(),
        E: thing(),
      },
    },
  });
  assert.deepEqual(cloud.happened, ['+D', '+C', '+A', '+B', '+E']);
});

test('everything is made again at every start, and what left the template is removed, the newest first', async (t) => {
  const cloud = fakeCloud(t);
  const Resources = { A: thing(), B: thing({ Value: { Ref: 'A' } }), C: thing() };
  await cloud.deploy({ template: { Resources } });
  cloud.happened.length = 0;
  await cloud.deploy({ template: { Resources: { C: thing() } } });
  assert.deepEqual(cloud.happened, ['+C', '-B', '-A']);
  cloud.happened.length = 0;
  await cloud.deploy({ template: { Resources: { C: thing() } } });
  assert.deepEqual(cloud.happened, ['+C']);
});

function named(Name: string): object {
  return { Resources: { A: thing({ Name }), B: thing({ Value: { Ref: 'A' } }) } };
}

test('a new physical name replaces: the new one is made first, then the old one removed', async (t) => {
  const cloud = fakeCloud(t);
  await cloud.deploy({ template: named('one') });
  await cloud.deploy({ template: named('two') });
  assert.deepEqual(cloud.happened, ['+one', '+B', '+two', '+B', '-one']);
  assert.equal(cloud.things.get('B')?.['Value'], 'two');
});

test('a resource whose policy retains it outlives its template and its replacement', async (t) => {
  const cloud = fakeCloud(t);
  const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
  await cloud.deploy({ template: { Resources: { A: thing({ Name: 'one' }, kept), B: thing({}, kept) } } });
  await cloud.deploy({ template: { Resources: { A: thing({ Name: 'two' }, kept) } } });
  assert.deepEqual(cloud.happened, ['+one', '+B', '+two']);
  assert.equal(cloud.log.length, 2);
  assert.match(cloud.log.join('\n'), /stack: B \(Test::Thing B\) left the template and is kept.*Retain/);
});

test('rejects a resource whose name another has, in its template, before it or in another stack', async (t) => {
  const cloud = fakeCloud(t);
  const table = thing({ Name: 'table' });
  await assert.rejects(
    cloud.deploy({ template: { Resources: { Old: table, New: table } } }),
    refused('stack', 'New'),
  );
  await assert.rejects(cloud.deploy({ template: { Resources: { New: table } } }), refused('stack', 'New'));
  await assert.rejects(
    cloud.deploy({ name: 'other', template: { Resources: { Old: table } } }),
    refused('other', 'Old'),
  );
  await cloud.deploy({ template: { Resources: { Old: table } } });
  await cloud.deploy({ template: { Resources: { B: thing() } } });
  await cloud.deploy({ template: { Resources: { New: table } } });
  assert.ok(cloud.things.has('table'));
});

test('resources of a type whose names are only theirs in another resource may share one', async (t) => {
  const cloud = fakeCloud(t);
  const entry = { Type: 'Test::Entry', Properties: { Name: 'same' } };
  await cloud.deploy({ template: { Resources: { A: entry, B: entry } } });
  assert.deepEqual(cloud.happened, ['+same', '+same']);
});

test('rejects an export that another stack has, before anything is made', async (t) => {
  const cloud = fakeCloud(t);
  const template = { Resources: { A: thing() }, Outputs: { A: { Value: 'a', Export: { Name: 'shared' } } } };
  await assert.rejects(cloud.deploy({ name: 'one', template }, { name: 'two', template }), {
    message: /two Outputs: .*shared is already exported by stack one/,
  });
  assert.deepEqual(cloud.happened, []);
});

test('a failure names the resource and the reason, and the next start finishes the work', async (t) => {
  const cloud = fakeCloud(t);
  await assert.rejects(
    cloud.deploy({ template: { Resources: { A: thing({ Name: 'one' }), B: thing({ Fail: 'apply' }) } } }),
    {
      message: 'stack: B (Test::Thing) could not be made: out of things',
    },
  );
  await cloud.deploy({ template: { Resources: { B: thing() } } });
  assert.deepEqual(cloud.happened, ['+one', '+B', '-one']);
});

test('a replaced resource is not forgotten by a start that fails after replacing it', async (t) => {
  const cloud = fakeCloud(t);
  const b = { B: thing({ Fail: 'apply' }) };
  await cloud.deploy({ template: { Resources: { A: thing({ Name: 'one' }) } } });
  await assert.rejects(cloud.deploy({ template: { Resources: { A: thing({ Name: 'two' }), ...b } } }));
  await cloud.deploy({ template: { Resources: { A: thing({ Name: 'two' }) } } });
  assert.deepEqual(cloud.happened, ['+one', '+two', '+two', '-one']);
});

test('what cannot be removed fails nobody, is told, and is tried again', async (t) => {
  const cloud = fakeCloud(t);
  await cloud.deploy({ template: { Resources: { A: thing({ Fail: 'remove' }), B: thing() } } });
  await cloud.deploy({ template: { Resources: { B: thing() } } });
  assert.deepEqual(cloud.log, ['stack: A (Test::Thing A) could not be removed: it clings']);
  cloud.things.set('A', {});
  await cloud.deploy({ template: { Resources: { B: thing() } } });
  assert.equal(cloud.happened.at(-1), '-A');
});

test('conditions decide over resources and outputs', async (t) => {
  const cloud = fakeCloud(t);
  const { outputs } = await cloud.deploy({
    template: {
      Conditions: { Never: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'mars'] } },
      Resources: { A: thing(), B: { Type: 'Custom::Unknown', Condition: 'Never', Properties: { X: 1 } } },
      Outputs: {
        Arn: { Value: { 'Fn::GetAtt': ['A', 'Arn'] } },
        Other: { Value: { Ref: 'B' }, Condition: 'Never' },
      },
    },
  });
  assert.deepEqual(cloud.happened, ['+A']);
  assert.deepEqual(outputs, { stack: { Arn: 'arn:aws:thing:::A' } });
});

test('a stack comes after those it depends on and can import what they export', async (t) => {
  const cloud = fakeCloud(t);
  const importing = { 'Fn::ImportValue': { 'Fn::Sub': '${AWS::Region}:Arn' } };
  const { outputs, stacks } = await cloud.deploy(
    { name: 'second', dependencies: ['first'], template: { Resources: { B: thing({ Value: importing }) } } },
    {
      name: 'first',
      template: {
        Resources: { A: thing() },
        Outputs: { Out: { Value: { 'Fn::GetAtt': 'A.Arn' }, Export: { Name: 'eu-west-1:Arn' } } },
      },
    },
  );
  assert.deepEqual(
    stacks.map(({ stackName }) => stackName),
    ['first', 'second'],
  );
  assert.equal(cloud.things.get('B')?.['Value'], 'arn:aws:thing:::A');
  assert.deepEqual(outputs, { first: { Out: 'arn:aws:thing:::A' }, second: {} });
});

function refused(stack: string, logicalId: string) {
  return {
    message: new RegExp(
      `^${stack}: ${logicalId} .*table already exists, as stack: Old\\. AWS refuses it too`,
    ),
  };
}
