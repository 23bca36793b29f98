import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findStage } from '../../infra/find-stage.ts';
import { checkedApp } from './checked-app.ts';
import { type Resource, stageTemplate, templateOf } from './stage-template.ts';
import { templateText } from './template-text.ts';

const plain = stageTemplate('prod');
const sharded = templateOf({ ...findStage('prod'), shards: 3 });
const BUSES = ['webhooks-prod', 'webhooks-prod.shard-1', 'webhooks-prod.shard-2'];

describe('without further shards', () => {
  it('a stage has one bus, one archive of all events, and nothing that knows of shards', () => {
    for (const name of ['local', 'test', 'dev', 'prod']) {
      assert.equal(findStage(name).shards, 1);
      const { Resources } = stageTemplate(name);
      assert.equal(of(Resources, 'AWS::Events::EventBus').length, 1);
      const [archive, ...others] = of(Resources, 'AWS::Events::Archive');
      assert.deepEqual(others, []);
      assert.ok(archive && !('EventPattern' in archive));
      assert.doesNotMatch(JSON.stringify(Resources), /shard|forward/i);
    }
  });

  it('rejects a number of shards that there cannot be', () => {
    for (const shards of [0, 65])
      assert.throws(() => templateOf({ ...findStage('prod'), shards }), /number of shards/);
  });
});

describe('with three shards', () => {
  it('passes all rules', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'webhooks-shards-'));
    try {
      checkedApp('prod', outdir, { shards: 3 }).synth();
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });

  it('changes the archive, the queue of what no target took and reconcile with its role, and adds to the rest', () => {
    const changed = Object.keys(plain.Resources).filter(
      (id) => JSON.stringify(plain.Resources[id]) !== JSON.stringify(sharded.Resources[id]),
    );
    assert.deepEqual(changed.map((id) => id.replace(/[0-9A-F]{8}$/, '')).toSorted(), [
      'EventBusArchive',
      'EventBusIngestDlqPolicy',
      'ReconcileFunction',
      'ReconcileRole',
    ]);
  });

  it('has three buses, and for each an archive of its accounts alone', () => {
    assert.deepEqual(names('AWS::Events::EventBus', 'Name'), BUSES);
    assert.deepEqual(names('AWS::Events::Archive', 'ArchiveName'), BUSES);
    const kept = of(sharded.Resources, 'AWS::Events::Archive').flatMap(({ EventPattern }) =>
      endings(EventPattern),
    );
    assert.equal(kept.length, 64);
    assert.equal(new Set(kept).size, 64);
  });

  it('forwards what its archive keeps to each further bus, as a role, and keeps what cannot be forwarded', () => {
    const rules = of(sharded.Resources, 'AWS::Events::Rule').filter(({ Name }) =>
      /-forward-/.test(String(Name)),
    );
    assert.equal(rules.length, 2);
    for (const { Name, EventBusName, EventPattern, Targets } of rules) {
      assert.match(JSON.stringify(EventBusName), /^\{"Ref":"EventBus[0-9A-F]{8}"\}$/);
      assert.ok(JSON.stringify(EventPattern).length <= 2_048);
      const shard = String(Name).at(-1);
      const archive = of(sharded.Resources, 'AWS::Events::Archive').find(({ ArchiveName }) =>
        String(ArchiveName).endsWith(`.shard-${shard}`),
      );
      assert.deepEqual(EventPattern, archive?.['EventPattern']);
      const [target, ...more] = Targets as Record<string, unknown>[];
      assert.deepEqual(more, []);
      assert.match(JSON.stringify(target?.['Arn']), new RegExp(`EventBusShardsBus${shard}`));
      assert.match(JSON.stringify(target?.['RoleArn']), /EventBusShardsForwarder/);
      assert.match(JSON.stringify(target?.['DeadLetterConfig']), /EventBusIngestDlq/);
    }
  });

  it('lets the forwarding role put events onto the further buses and do nothing else', () => {
    const role = of(sharded.Resources, 'AWS::IAM::Role').find(({ RoleName }) =>
      templateText(RoleName).startsWith('webhooks-prod-forward-'),
    );
    const [policy, ...more] = (role ?? assert.fail('there is no such role'))['Policies'] as {
      PolicyDocument: { Statement: Statement[] };
    }[];
    assert.deepEqual(more, []);
    const [statement, ...others] = policy?.PolicyDocument.Statement ?? [];
    assert.deepEqual(others, []);
    assert.equal(statement?.Action, 'events:PutEvents');
    assert.deepEqual([statement?.Resource].flat().map(templateText).map(withoutHash), [
      '${EventBusShardsBus1.Arn}',
      '${EventBusShardsBus2.Arn}',
    ]);
  });

  it('keeps the reserved source of a further bus to the forwarding role and to reconcile, which does it again', () => {
    const policies = of(sharded.Resources, 'AWS::Events::EventBusPolicy');
    assert.equal(policies.length, 3);
    for (const { EventBusName, Statement: statement } of policies.filter(({ EventBusName }) =>
      JSON.stringify(EventBusName).includes('Shards'),
    )) {
      const { Effect, Principal, Condition } = statement as Statement;
      assert.deepEqual([Effect, Principal], ['Deny', '*'], JSON.stringify(EventBusName));
      assert.deepEqual(Condition['ForAnyValue:StringEquals'], { 'events:source': 'freyavoice.webhooks' });
      const exempt = [Condition['ArnNotEquals']?.['aws:PrincipalArn']].flat().map(templateText);
      assert.deepEqual(
        exempt.map((arn) => arn.split(':role/')[1]),
        ['webhooks-prod-forward-${AWS::Region}', 'webhooks-prod-reconcile-${AWS::Region}'],
      );
    }
  });

  it('catches events without an account once, on the bus that they come in by', () => {
    const rules = of(sharded.Resources, 'AWS::Events::Rule').filter(({ EventPattern }) =>
      JSON.stringify(EventPattern ?? '').includes('exists'),
    );
    assert.equal(rules.length, 1);
  });
});

type Statement = {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
};

function of(resources: Readonly<Record<string, Resource>>, type: string) {
  return Object.values(resources).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));
}

function names(type: string, property: string): readonly string[] {
  return of(sharded.Resources, type)
    .map((properties) => templateText(properties[property]))
    .toSorted();
}

function endings(pattern: unknown): readonly string[] {
  const { detail } = pattern as { detail: { account_id: { suffix: string }[] } };
  return detail.account_id.map(({ suffix }) => suffix);
}

function withoutHash(text: string): string {
  return text.replace(/[0-9A-F]{8}\./, '.');
}
