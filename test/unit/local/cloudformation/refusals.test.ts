import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readAssembly } from '../../../../local/cloudformation/read-assembly.ts';
import { fakeCloud, thing } from './fake-cloud.ts';

const Resources = { A: thing() };

const rows: readonly (readonly [what: string, template: object, says: RegExp])[] = [
  [
    'a type',
    { Resources: { A: { Type: 'AWS::Kinesis::Stream' } } },
    /stack A: The resource type AWS::Kinesis::Stream/,
  ],
  [
    'a property',
    { Resources: { A: thing({ Colour: 1 }) } },
    /property Colour of Test::Thing .* Known: Name, Value, Fail/,
  ],
  ['a section', { Resources, Transform: 'AWS::Serverless' }, /section Transform/],
  [
    'a resource attribute',
    { Resources: { A: thing({}, { CreationPolicy: {} }) } },
    /attribute CreationPolicy/,
  ],
  ['a policy', { Resources: { A: thing({}, { DeletionPolicy: 'Snapshot' }) } }, /policy Snapshot/],
  ['a dependency', { Resources: { A: thing({}, { DependsOn: 'Z' }) } }, /DependsOn names Z/],
  [
    'a circle',
    { Resources: { A: thing({ Value: { Ref: 'B' } }), B: thing({}, { DependsOn: 'A' }) } },
    /A -> B -> A/,
  ],
  [
    'a parameter without value',
    { Parameters: { P: { Type: 'String' } }, Resources: { A: thing({ Value: { Ref: 'P' } }) } },
    /P has no default/,
  ],
  [
    'a type of parameter',
    {
      Parameters: { P: { Type: 'AWS::EC2::VPC::Id', Default: 'x' } },
      Resources: { A: thing({ Value: { Ref: 'P' } }) },
    },
    /AWS::EC2::VPC::Id/,
  ],
  [
    'an SSM parameter',
    {
      Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/mine' } },
      Resources: { A: thing({ Value: { Ref: 'P' } }) },
    },
    /\/mine of P does not exist/,
  ],
  [
    'a condition on a resource',
    {
      Conditions: { C: { 'Fn::Equals': [{ Ref: 'A' }, 1] } },
      Resources: { A: thing(), B: thing({}, { Condition: 'C' }) },
    },
    /A condition asks for A/,
  ],
  [
    'a condition on itself',
    {
      Conditions: { C: { 'Fn::Not': [{ Condition: 'C' }] } },
      Resources: { A: thing({}, { Condition: 'C' }) },
    },
    /C depends on itself/,
  ],
  [
    'an output',
    { Resources, Outputs: { O: { Value: { 'Fn::GetAtt': ['A', 'Nope'] } } } },
    /stack Outputs: A .* no attribute Nope/,
  ],
  [
    'a broken rule',
    {
      Rules: {
        R: {
          Assertions: [
            { Assert: { 'Fn::Contains': [['1'], { Ref: 'V' }] }, AssertDescription: 'Version 1 only.' },
          ],
        },
      },
      Parameters: { V: { Type: 'String', Default: '2' } },
      Resources,
    },
    /rule R fails: Version 1 only\./,
  ],
];

for (const [what, template, says] of rows)
  test(`rejects ${what} by name before anything is made`, async (t) => {
    const cloud = fakeCloud(t);
    await assert.rejects(cloud.deploy({ template }), says);
    assert.deepEqual(cloud.happened, []);
  });

test('rejects with all that is wrong at once', async (t) => {
  const cloud = fakeCloud(t);
  const template = { Resources: { A: { Type: 'X::Y' }, B: thing({ No: 1, Value: { Ref: 'Z' } }) } };
  await assert.rejects(cloud.deploy({ template }), /A: .*X::Y.*\n.*B: .*Z.*\n.*B: .*No/);
});

test('a rule that holds lets the bootstrap check of CDK through', async (t) => {
  const cloud = fakeCloud(t);
  const Assert = {
    'Fn::Not': [{ 'Fn::Contains': [['1', '2', '3', '4', '5'], { Ref: 'BootstrapVersion' }] }],
  };
  await cloud.deploy({
    template: {
      Parameters: {
        BootstrapVersion: {
          Type: 'AWS::SSM::Parameter::Value<String>',
          Default: '/cdk-bootstrap/hnb659fds/version',
        },
      },
      Rules: { CheckBootstrapVersion: { Assertions: [{ Assert }] } },
      Resources,
    },
  });
  assert.deepEqual(cloud.happened, ['+A']);
});

test('rejects a directory without an assembly, a missing asset and a nested assembly', (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  t.after(() => rmSync(directory, { recursive: true }));
  const write = (name: string, content: object): void =>
    writeFileSync(join(directory, name), JSON.stringify(content));
  assert.throws(() => readAssembly(directory), /holds no manifest\.json/);
  write('s.assets.json', { files: { abc: { source: { path: 'asset.abc' } } } });
  write('manifest.json', {
    artifacts: { 's.assets': { type: 'cdk:asset-manifest', properties: { file: 's.assets.json' } } },
  });
  assert.throws(() => readAssembly(directory), /asset abc is missing: .*asset\.abc does not exist/);
  write('manifest.json', { artifacts: { Stage: { type: 'cdk:cloud-assembly' } } });
  assert.throws(() => readAssembly(directory), /assembly Stage is nested/);
});
