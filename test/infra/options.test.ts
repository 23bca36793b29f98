import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findStage } from '../../infra/find-stage.ts';
import { checkedApp } from './checked-app.ts';
import { type Resource, stageTemplate, type Template, templateOf } from './stage-template.ts';

const plain = stageTemplate('prod');
const egress = templateOf({ ...findStage('prod'), staticEgress: true });
const notified = templateOf({ ...findStage('prod'), alarmEmails: ['ops@example.com', 'boss@example.com'] });
const traced = templateOf({ ...findStage('prod'), tracing: true });

describe('every option of a stage', () => {
  it('passes all rules, with all of them on', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'webhooks-options-'));
    try {
      const options = { staticEgress: true, tracing: true, alarmEmails: ['ops@example.com'] };
      checkedApp('prod', outdir, options).synth();
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });

  it('is off in every stage that there is', () => {
    for (const name of ['local', 'test', 'dev', 'prod']) {
      const { staticEgress, tracing, alarmEmails } = findStage(name);
      assert.deepEqual({ staticEgress, tracing, alarmEmails: [...alarmEmails] }, OFF, name);
    }
    assert.deepEqual(types(plain, /^AWS::(EC2|SNS)::/), []);
  });

  it('needs no look-up, so that anybody can synthesize it anywhere', () => {
    assert.match(JSON.stringify(egress), /"Fn::GetAZs":""/);
  });
});

const OFF = { staticEgress: false, tracing: false, alarmEmails: [] };

describe('static egress', () => {
  it('changes deliver, its role and one variable of api, and adds to the rest without touching it', () => {
    const changed = Object.keys(plain.Resources).filter(
      (id) => JSON.stringify(plain.Resources[id]) !== JSON.stringify(egress.Resources[id]),
    );
    assert.deepEqual(
      changed.map((id) => id.replace(/[0-9A-F]{8}$/, '')).toSorted(),
      ['ApiFunction', 'DeliveryDeliverFunction', 'DeliveryDeliverRole'].toSorted(),
    );
  });

  it('has an address for each of two NAT gateways, and keeps them when the stack is deleted', () => {
    const addresses = ofType(egress, 'AWS::EC2::EIP');
    assert.equal(addresses.length, 2);
    for (const [, { DeletionPolicy }] of addresses) assert.equal(DeletionPolicy, 'Retain');
    const gateways = ofType(egress, 'AWS::EC2::NatGateway');
    assert.deepEqual(
      gateways.map(([, { Properties }]) => attributeOf(Properties['AllocationId'])).toSorted(),
      addresses.map(([id]) => `${id}.AllocationId`).toSorted(),
    );
  });

  it('tells api the addresses that the NAT gateways have', () => {
    const [, api] = functionNamed(egress, 'webhooks-prod-api');
    const { Variables } = api.Properties['Environment'] as { Variables: Record<string, unknown> };
    const addresses = ofType(egress, 'AWS::EC2::EIP').map(([id]) => ({ Ref: id }));
    assert.deepEqual(Variables['EGRESS_IPS'], { 'Fn::Join': [',', addresses] });
  });

  it('puts deliver, and deliver alone, into subnets whose way out is a NAT gateway', () => {
    const inside = ofType(egress, 'AWS::Lambda::Function').filter(
      ([, { Properties }]) => Properties['VpcConfig'],
    );
    assert.deepEqual(
      inside.map(([, { Properties }]) => Properties['FunctionName']),
      ['webhooks-prod-deliver'],
    );
    const [, deliver] = inside[0] ?? assert.fail();
    const { SubnetIds } = deliver.Properties['VpcConfig'] as { SubnetIds: { Ref: string }[] };
    assert.equal(SubnetIds.length, 2);
    for (const { Ref } of SubnetIds) {
      assert.equal(egress.Resources[Ref]?.Properties['MapPublicIpOnLaunch'], false);
      assert.ok(JSON.stringify(routesOf(Ref)).includes('NatGatewayId'), Ref);
    }
  });

  it('lets nothing in, and SQS be reached by deliver alone', () => {
    const ingress = ofType(egress, 'AWS::EC2::SecurityGroupIngress');
    assert.equal(ingress.length, 1);
    const [, { Properties }] = ingress[0] ?? assert.fail();
    assert.match(JSON.stringify(Properties['SourceSecurityGroupId']), /DeliverGroup/);
    for (const [id, group] of ofType(egress, 'AWS::EC2::SecurityGroup'))
      assert.equal(group.Properties['SecurityGroupIngress'], undefined, id);
  });

  it('keeps what deliver says to DynamoDB and SQS inside AWS', () => {
    const endpoints = JSON.stringify(ofType(egress, 'AWS::EC2::VPCEndpoint'));
    assert.match(endpoints, /\.dynamodb"/);
    assert.match(endpoints, /\.sqs"/);
  });

  it("lets Lambda make the network interfaces, and the function's own code not", () => {
    const denied = statements(egress, 'webhooks-prod-deliver').find(({ Effect }) => Effect === 'Deny');
    const allowed = statements(egress, 'webhooks-prod-deliver').find(
      ({ Sid }) => Sid === 'NetworkInterfaces',
    );
    assert.deepEqual(denied?.Action, allowed?.Action);
    assert.match(
      JSON.stringify(denied?.Condition),
      /lambda:SourceFunctionArn.*function:webhooks-prod-deliver/,
    );
  });
});

describe('notifications', () => {
  it('write to everybody when any alarm is raised and when it is over', () => {
    const [topic] = ofType(notified, 'AWS::SNS::Topic')[0] ?? assert.fail();
    assert.deepEqual(
      ofType(notified, 'AWS::SNS::Subscription').map(([, { Properties }]) => Properties['Endpoint']),
      ['ops@example.com', 'boss@example.com'],
    );
    for (const [id, { Properties }] of ofType(notified, 'AWS::CloudWatch::Alarm')) {
      assert.deepEqual(Properties['AlarmActions'], [{ Ref: topic }], id);
      assert.deepEqual(Properties['OKActions'], [{ Ref: topic }], id);
    }
  });

  it('are encrypted with a key that CloudWatch may use, on behalf of this account only', () => {
    const [, topic] = ofType(notified, 'AWS::SNS::Topic')[0] ?? assert.fail();
    const keyId = attributeOf(topic.Properties['KmsMasterKeyId']).split('.')[0] ?? '';
    const policy = JSON.stringify(notified.Resources[keyId]?.Properties['KeyPolicy']);
    assert.match(policy, /cloudwatch\.amazonaws\.com/);
    assert.match(policy, /"aws:SourceAccount"/);
  });
});

describe('tracing', () => {
  it('traces every function, and gives each role what that takes and no second policy', () => {
    for (const [id, { Properties }] of ofType(traced, 'AWS::Lambda::Function'))
      assert.deepEqual(Properties['TracingConfig'], { Mode: 'Active' }, id);
    for (const verb of ['api', 'deliver', 'reconcile'])
      assert.ok(statements(traced, `webhooks-prod-${verb}`).some(({ Sid }) => Sid === 'Traces'));
    assert.deepEqual(types(traced, /^AWS::IAM::(Managed)?Policy$/), []);
  });
});

type Statement = {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: unknown;
  readonly Condition?: unknown;
};

function ofType(template: Template, type: string): readonly (readonly [string, Resource])[] {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
}

function types(template: Template, pattern: RegExp): readonly string[] {
  return Object.values(template.Resources).flatMap(({ Type }) => (pattern.test(Type) ? [Type] : []));
}

function functionNamed(template: Template, name: string): readonly [string, Resource] {
  const found = ofType(template, 'AWS::Lambda::Function').find(
    ([, { Properties }]) => Properties['FunctionName'] === name,
  );
  return found ?? assert.fail(`there is no function ${name}`);
}

function statements(template: Template, role: string): readonly Statement[] {
  return ofType(template, 'AWS::IAM::Role')
    .filter(([, { Properties }]) => JSON.stringify(Properties['RoleName']).includes(`"${role}-"`))
    .flatMap(
      ([, { Properties }]) => Properties['Policies'] as { PolicyDocument: { Statement: Statement[] } }[],
    )
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

function attributeOf(value: unknown): string {
  const { 'Fn::GetAtt': attribute = [] } = value as { 'Fn::GetAtt'?: readonly string[] };
  return attribute.join('.');
}

function routesOf(subnetId: string): readonly Resource[] {
  const [, association] =
    ofType(egress, 'AWS::EC2::SubnetRouteTableAssociation').find(
      ([, { Properties }]) => (Properties['SubnetId'] as { Ref: string }).Ref === subnetId,
    ) ?? assert.fail(`no route table of ${subnetId}`);
  const table = (association.Properties['RouteTableId'] as { Ref: string }).Ref;
  return ofType(egress, 'AWS::EC2::Route')
    .map(([, route]) => route)
    .filter(({ Properties }) => (Properties['RouteTableId'] as { Ref: string }).Ref === table);
}
