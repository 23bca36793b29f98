import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runbookSections, runbookSteps } from '../local/runbook.ts';
import { stageTemplate } from './stage-template.ts';

const root = join(import.meta.dirname, '../..');
const resources = Object.values(stageTemplate('prod').Resources);
const alarms = resources.flatMap(({ Type, Properties }) =>
  Type === 'AWS::CloudWatch::Alarm' ? [Properties as Alarm] : [],
);

describe('every alarm', () => {
  it('says what users lose and names its section of the runbook', () => {
    assert.ok(alarms.length >= 13);
    for (const { AlarmName, AlarmDescription } of alarms) {
      const [, section = ''] =
        /^Loss: .{20,}\. Runbook: docs\/runbook\.md#(.+)$/.exec(AlarmDescription) ?? [];
      assert.equal(AlarmName, `webhooks-prod-${section}`);
      assert.ok(runbookSections.includes(section), `docs/runbook.md has no section ${section}`);
    }
  });

  it('has a section of its own, and no section is without an alarm', () => {
    const ids = alarms.map(({ AlarmName }) => AlarmName.replace('webhooks-prod-', ''));
    assert.deepEqual(ids.toSorted(), runbookSections.toSorted());
  });

  it('has a section of commands that look, mend, and tell that it is over', () => {
    for (const section of runbookSections) {
      const steps = runbookSteps(section);
      assert.equal(steps[0], 'Look', section);
      assert.ok(steps.includes('Mend'), section);
      assert.equal(steps.at(-1), 'Afterwards', section);
    }
  });

  it('has a test that makes its fault and runs every step of its section', () => {
    const tests = globSync('test/local/{runbook-*,shards}.test.ts', { cwd: root })
      .map((path) => readFileSync(join(root, path), 'utf8'))
      .join('\n');
    for (const section of runbookSections) {
      assert.match(tests, new RegExp(`^test\\(["']${section}: `, 'm'));
      for (const step of runbookSteps(section))
        assert.match(
          tests,
          new RegExp(`\\b(?:run\\(|runStep\\(stack, )\\s*'${section}',\\s*'${step}'`),
          `no test runs "${step}" of ${section}`,
        );
    }
  });

  it('on a metric of our own watches one that the functions write', () => {
    const sources = globSync('{lambdas,shared}/**/*.ts', { cwd: root })
      .map((path) => readFileSync(join(root, path), 'utf8'))
      .join('\n');
    const own = alarms.filter(({ Namespace }) => Namespace === 'Webhooks');
    assert.ok(own.length >= 6);
    for (const { MetricName = '', Dimensions } of own) {
      assert.match(sources, new RegExp(`\\b${MetricName}:`));
      assert.deepEqual(Dimensions, [{ Name: 'Stage', Value: 'webhooks-prod' }]);
    }
  });

  it('takes a missing value for a good one, but for the tick, whose missing is the fault', () => {
    const breaching = alarms.filter(({ TreatMissingData }) => TreatMissingData !== 'notBreaching');
    assert.deepEqual(
      breaching.map(({ AlarmName, ComparisonOperator }) => [AlarmName, ComparisonOperator]),
      [['webhooks-prod-no-tick', 'LessThanThreshold']],
    );
  });

  it("is about none of what customers' endpoints do", () => {
    const watched = JSON.stringify(alarms);
    for (const metric of ['Failed"', 'Exhausted', 'Retries', 'HiddenByBreaker', 'DeadLettered"'])
      assert.ok(!watched.includes(`"MetricName":"${metric.replace('"', '')}"`), metric);
  });
});

describe('the alarm of concurrency', () => {
  it("is raised at 80 % of the account's quota", () => {
    const alarm = alarms.find(({ AlarmName }) => AlarmName.endsWith('-concurrency'));
    assert.equal(alarm?.Threshold, 800);
  });
});

describe('the dashboard', () => {
  it('shows every alarm', () => {
    const dashboard = resources.find(({ Type }) => Type === 'AWS::CloudWatch::Dashboard');
    const body = JSON.stringify(dashboard?.Properties['DashboardBody']);
    assert.equal([...body.matchAll(/"Fn::GetAtt":\["Observability\w+","Arn"\]/g)].length, alarms.length);
  });
});

type Alarm = {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: unknown;
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string;
};
