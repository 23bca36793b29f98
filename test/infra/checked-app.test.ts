import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Stack } from 'aws-cdk-lib';
import { CfnQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { checkedApp } from './checked-app.ts';

const outdir = mkdtempSync(join(tmpdir(), 'webhooks-broken-'));
const app = checkedApp('prod', outdir);
const stack = app.node.findChild('Webhooks') as Stack;
const keepsTooLong = new CfnQueue(stack, 'KeepsTooLong', { messageRetentionPeriod: 99_999_999 });
const plainHttp = new Queue(stack, 'PlainHttp');
const report = refusal();

after(() => rmSync(outdir, { recursive: true }));

describe('the check of the template', () => {
  it('fails on a value that CloudFormation would refuse', () => {
    assert.match(report, new RegExp(`99999999[^]*${keepsTooLong.node.path}`));
  });

  it('fails on a queue that takes plain http', () => {
    assert.match(report, new RegExp(`SSL[^]*${plainHttp.node.path}/Resource[^]*AwsSolutions-SQS4`));
  });

  it('finds nothing wrong with the stack itself', () => {
    assert.doesNotMatch(report, /Webhooks\/(Storage|EventBus|Delivery|Reconcile|Api|Observability|Egress)\b/);
  });
});

function refusal(): string {
  try {
    app.synth();
  } catch (error) {
    return String(error);
  }
  throw new Error('The synthesis of two broken queues should have failed.');
}
