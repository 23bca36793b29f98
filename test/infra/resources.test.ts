import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PolicyStatement } from '../../local/iam/policy-document.ts';
import { grantsOf } from './grants-of.ts';
import { stageTemplate } from './stage-template.ts';
import type { Resource } from './stage-template.ts';
import { templateText } from './template-text.ts';

const resources = Object.entries(stageTemplate('prod').Resources);

describe('every queue', () => {
  it('has a dead-letter queue or is one', () => {
    for (const [id, { Properties }] of ofType('AWS::SQS::Queue'))
      assert.ok(
        Properties['RedrivePolicy'] !== undefined || templateText(Properties['QueueName']).endsWith('-dlq'),
        `${id} neither names a dead-letter queue nor is called one`,
      );
  });

  it('is encrypted', () => {
    for (const [id, { Properties }] of ofType('AWS::SQS::Queue'))
      assert.equal(Properties['SqsManagedSseEnabled'], true, id);
  });

  it('refuses what does not come over TLS', () => {
    for (const [id] of ofType('AWS::SQS::Queue')) {
      const statements = ofType('AWS::SQS::QueuePolicy')
        .filter(([, { Properties }]) => JSON.stringify(Properties['Queues']).includes(`"${id}"`))
        .flatMap(([, { Properties }]) => statementsOf(Properties['PolicyDocument']));
      assert.ok(statements.some(refusesWithoutTls), `${id} has no statement that refuses plain http`);
    }
  });
});

describe('every function', () => {
  const functions = ofType('AWS::Lambda::Function');

  it('runs on Node 24 and arm64', () => {
    assert.equal(functions.length, 3);
    for (const [id, { Properties }] of functions) {
      assert.equal(Properties['Runtime'], 'nodejs24.x', id);
      assert.deepEqual(Properties['Architectures'], ['arm64'], id);
    }
  });

  it('writes to a log group of its own that has a retention', () => {
    for (const [id, { Properties }] of functions) {
      const { LogGroup } = Properties['LoggingConfig'] as { LogGroup: { Ref: string } };
      const group = stageTemplate('prod').Resources[LogGroup.Ref];
      assert.equal(
        group?.Properties['LogGroupName'],
        `/aws/lambda/${templateText(Properties['FunctionName'])}`,
        id,
      );
      assert.ok(Number(group?.Properties['RetentionInDays']) > 0, id);
    }
  });

  it('has a role that no other function has', () => {
    const roles = functions.map(([, { Properties }]) => templateText(Properties['Role']));
    assert.equal(new Set(roles).size, functions.length);
  });

  it('is invoked by a service only on behalf of one named resource', () => {
    for (const [id, { Properties }] of ofType('AWS::Lambda::Permission'))
      assert.ok(Properties['SourceArn'] !== undefined, `${id} lets every account's resources in`);
  });
});

describe('every table', () => {
  const tables = ofType('AWS::DynamoDB::Table');

  it('is encrypted and kept in production', () => {
    assert.equal(tables.length, 4);
    for (const [id, { Properties, DeletionPolicy }] of tables) {
      assert.deepEqual(Properties['SSESpecification'], { SSEEnabled: true }, id);
      assert.equal(Properties['DeletionProtectionEnabled'], true, id);
      assert.equal(DeletionPolicy, 'Retain', id);
    }
  });

  it('is backed up continuously and forgets what has expired, but for that of the data keys, of which no copy may last', () => {
    for (const [id, { Properties }] of tables) {
      if (templateText(Properties['TableName']).endsWith('-account-keys')) {
        assert.equal(Properties['PointInTimeRecoverySpecification'], undefined, id);
        assert.equal(Properties['TimeToLiveSpecification'], undefined, id);
        continue;
      }
      assert.deepEqual(
        Properties['PointInTimeRecoverySpecification'],
        { PointInTimeRecoveryEnabled: true },
        id,
      );
      assert.deepEqual(
        Properties['TimeToLiveSpecification'],
        { AttributeName: 'expires_at', Enabled: true },
        id,
      );
    }
  });
});

describe('the key that wraps the data keys', () => {
  const keys = ofType('AWS::KMS::Key');

  it('is one, is rotated, and is kept in production', () => {
    assert.equal(keys.length, 1);
    for (const [, { Properties, DeletionPolicy }] of keys) {
      assert.equal(Properties['EnableKeyRotation'], true);
      assert.equal(DeletionPolicy, 'Retain');
    }
  });

  it('is used by functions alone, each for one named account at a time', () => {
    const grants = grantsOf('prod').filter(({ action }) => action.startsWith('kms:'));
    const byRole = grants.map(({ role, action }) => `${role.split('-')[2]} ${action}`);
    assert.deepEqual(byRole.toSorted(), [
      'api kms:Decrypt',
      'api kms:GenerateDataKey',
      'deliver kms:Decrypt',
      'reconcile kms:Decrypt',
    ]);
    for (const { condition } of grants)
      assert.deepEqual(condition, {
        StringLike: { 'kms:EncryptionContext:account_id': '?*' },
        'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': 'account_id' },
      });
  });
});

describe('every rule', () => {
  it('has a dead-letter queue for each queue target, or targets one', () => {
    for (const [id, { Properties }] of ofType('AWS::Events::Rule')) {
      for (const target of Properties['Targets'] as readonly Record<string, unknown>[]) {
        if (Properties['ScheduleExpression']) continue; // the next tick makes up for a lost one
        assert.ok(
          target['DeadLetterConfig'] !== undefined || /Dlq/.test(templateText(target['Arn'])),
          `${id} loses what its target does not take`,
        );
      }
    }
  });
});

describe('every name', () => {
  it("carries the stage's prefix and fits its service", () => {
    let checked = 0;
    for (const [id, { Type, Properties }] of resources) {
      const rule = NAMES[Type];
      if (!rule) continue;
      const [property, longest] = rule;
      // The longest Region is 14 characters, as in ap-southeast-1.
      const name = templateText(Properties[property]).replace('${AWS::Region}', 'ap-southeast-1');
      assert.match(name, /^(\/aws\/(lambda|vendedlogs)\/|alias\/)?webhooks-prod(-|$)/, id);
      assert.ok(name.length <= longest, `${id}: ${name} has ${name.length} characters, at most ${longest}`);
      checked++;
    }
    assert.ok(checked >= 20, `only ${checked} names were checked`);
  });

  it('is given to everything that can have one', () => {
    const nameless = new Set([
      'AWS::SQS::QueuePolicy',
      'AWS::KMS::Key',
      'AWS::Events::EventBusPolicy',
      'AWS::Lambda::Permission',
      'AWS::Lambda::EventInvokeConfig',
      'AWS::ApiGatewayV2::Integration',
      'AWS::ApiGatewayV2::Route',
      'AWS::ApiGatewayV2::Stage',
    ]);
    for (const [id, { Type }] of resources)
      assert.ok(Type in NAMES || nameless.has(Type), `${id}: add ${Type} to the names that are checked`);
  });

  // A subscription's id has 36 characters; a queue's name 80 and a rule's 64 at most.
  it('leaves room for what is made at run time', () => {
    assert.ok(`webhooks-local-sub_${'0'.repeat(32)}-dlq`.length <= 64);
  });
});

/** The property that names a resource, and the longest name its service takes. */
const NAMES: Readonly<Record<string, readonly [string, number]>> = {
  'AWS::DynamoDB::Table': ['TableName', 255],
  'AWS::Events::EventBus': ['Name', 256],
  'AWS::Events::Archive': ['ArchiveName', 48],
  'AWS::Events::Rule': ['Name', 64],
  'AWS::SQS::Queue': ['QueueName', 80],
  'AWS::IAM::Role': ['RoleName', 64],
  'AWS::Lambda::Function': ['FunctionName', 64],
  'AWS::Logs::LogGroup': ['LogGroupName', 512],
  'AWS::SecretsManager::Secret': ['Name', 512],
  'AWS::KMS::Alias': ['AliasName', 256],
  'AWS::ApiGatewayV2::Api': ['Name', 128],
  'AWS::CloudWatch::Alarm': ['AlarmName', 255],
  'AWS::CloudWatch::Dashboard': ['DashboardName', 255],
};

function ofType(type: string): readonly (readonly [string, Resource])[] {
  return resources.filter(([, resource]) => resource.Type === type);
}

function statementsOf(document: unknown): readonly PolicyStatement[] {
  return (document as { Statement: readonly PolicyStatement[] }).Statement;
}

function refusesWithoutTls({ Effect, Action, Condition }: PolicyStatement): boolean {
  return Effect === 'Deny' && Action === 'sqs:*' && Condition?.['Bool']?.['aws:SecureTransport'] === 'false';
}
