import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeCloud, thing } from './fake-cloud.ts';

const template = (Value: unknown): object => ({
  Parameters: {
    Text: { Type: 'String', Default: 'abc' },
    Count: { Type: 'Number', Default: '3' },
    List: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
    BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/x/version' },
  },
  Mappings: { Sizes: { 'eu-west-1': { big: 9, list: ['x'] } } },
  Conditions: {
    Yes: { 'Fn::Equals': [{ Ref: 'Count' }, 3] },
    No: { 'Fn::Not': [{ Condition: 'Yes' }] },
    Both: { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Equals': [{ Ref: 'Text' }, 'abc'] }] },
    Either: { 'Fn::Or': [{ Condition: 'No' }, { Condition: 'Both' }] },
  },
  Resources: {
    Target: thing({ Value }),
    Other: thing({ Name: 'other' }),
    Never: thing({}, { Condition: 'No' }),
  },
});

const rows: readonly (readonly [value: unknown, expected: unknown])[] = [
  [{ Ref: 'Text' }, 'abc'],
  [{ Ref: 'Count' }, 3],
  [{ Ref: 'List' }, ['a', 'b', 'c']],
  [{ Ref: 'Other' }, 'other'],
  [{ Ref: 'AWS::Region' }, 'eu-west-1'],
  [{ Ref: 'AWS::AccountId' }, '111122223333'],
  [{ Ref: 'AWS::Partition' }, 'aws'],
  [{ Ref: 'AWS::StackName' }, 'stack'],
  [{ Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
  [{ 'Fn::GetAtt': ['Other', 'Arn'] }, 'arn:aws:thing:::other'],
  [{ 'Fn::GetAtt': 'Other.Arn' }, 'arn:aws:thing:::other'],
  [{ 'Fn::GetAtt': 'Other.Deep.Er' }, 'deep'],
  [{ 'Fn::GetAtt': ['Other', 'Deep.Er'] }, 'deep'],
  [{ 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, { Ref: 'Other' }, 1]] }, 'arn:aws:other:1'],
  [{ 'Fn::Join': [',', { Ref: 'List' }] }, 'a,b,c'],
  [
    { 'Fn::Sub': '${Text}-${AWS::Region}-${Other.Arn}-${!Literal}-$x' },
    'abc-eu-west-1-arn:aws:thing:::other-${Literal}-$x',
  ],
  [
    { 'Fn::Sub': ['${Own}/${Other}', { Own: { 'Fn::GetAtt': ['Other', 'Arn'] } }] },
    'arn:aws:thing:::other/other',
  ],
  [{ 'Fn::Select': [1, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Other', 'Arn'] }] }] }, 'aws'],
  [{ 'Fn::Select': ['0', { Ref: 'List' }] }, 'a'],
  [{ 'Fn::Split': ['b', { Ref: 'Text' }] }, ['a', 'c']],
  [{ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'big'] }, 9],
  [{ 'Fn::Base64': 'abc' }, 'YWJj'],
  [{ 'Fn::GetAZs': '' }, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
  [{ 'Fn::If': ['Both', 'both', { Ref: 'Nowhere' }] }, 'both'],
  [{ 'Fn::If': ['No', 1, { 'Fn::If': ['Either', 2, 3] }] }, 2],
  [{ a: { 'Fn::If': ['Yes', { Ref: 'AWS::NoValue' }, 1] }, b: 2 }, { b: 2 }],
  [
    [1, { Ref: 'AWS::NoValue' }, [{ Ref: 'Text' }]],
    [1, ['abc']],
  ],
  [
    { Condition: 'a word of a policy', Statement: [{ Condition: {} }] },
    { Condition: 'a word of a policy', Statement: [{ Condition: {} }] },
  ],
  [{ Deep: [{ Ref: 'Other' }, true, null] }, { Deep: ['other', true, null] }],
];

for (const [value, expected] of rows)
  test(`${JSON.stringify(value)} becomes ${JSON.stringify(expected)}`, async (t) => {
    const cloud = fakeCloud(t);
    await cloud.deploy({ template: template(value) });
    assert.deepEqual(cloud.things.get('Target')?.['Value'], expected);
  });

test('a property that is no value is not there', async (t) => {
  const cloud = fakeCloud(t);
  await cloud.deploy({ template: template({ Ref: 'AWS::NoValue' }) });
  assert.deepEqual(cloud.things.get('Target'), {});
});

test('the assembly gives parameters their values', async (t) => {
  const cloud = fakeCloud(t);
  await cloud.deploy({ template: template({ Ref: 'Text' }), parameters: { Text: 'given' } });
  assert.equal(cloud.things.get('Target')?.['Value'], 'given');
});

const refused: readonly (readonly [value: unknown, says: RegExp])[] = [
  [{ 'Fn::Cidr': ['10.0.0.0/16', 1, 8] }, /Fn::Cidr is not emulated/],
  [{ 'Fn::Transform': {} }, /Fn::Transform is not emulated/],
  [{ Ref: 'Nowhere' }, /Ref asks for Nowhere/],
  [{ Ref: 'Never' }, /Ref asks for Never/],
  [{ 'Fn::GetAtt': ['Other', 'Url'] }, /Other \(Test::Thing\) has no attribute Url\. Known: Arn, Deep\.Er/],
  [{ 'Fn::GetAtt': ['Never', 'Arn'] }, /asks for Never, which is no resource that is made/],
  [{ 'Fn::Sub': '${Nowhere}' }, /Nowhere/],
  [{ 'Fn::If': ['Maybe', 1, 2] }, /no condition Maybe/],
  [{ 'Fn::FindInMap': ['Sizes', 'mars', 'big'] }, /no Sizes\.mars\.big/],
  [{ 'Fn::Select': [7, ['a']] }, /item 7 of \["a"\]/],
  [{ 'Fn::ImportValue': 'Elsewhere' }, /No stack exports Elsewhere/],
  [{ Ref: 'Text', Also: 1 }, /Ref stands beside Ref, Also/],
  [{ 'Fn::Join': [',', [{ a: 1 }]] }, /\{"a":1\} stands where a text is needed/],
  [
    '{{resolve:secretsmanager:x:SecretString:key}}',
    /\{\{resolve:secretsmanager:x:SecretString:key\}\} is not emulated/,
  ],
];

for (const [value, says] of refused)
  test(`rejects ${JSON.stringify(value)} before anything is made`, async (t) => {
    const cloud = fakeCloud(t);
    await assert.rejects(cloud.deploy({ template: template(value) }), says);
    assert.deepEqual(cloud.happened, []);
  });
