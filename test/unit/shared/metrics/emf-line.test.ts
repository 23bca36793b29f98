import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emfLine } from '../../../../shared/metrics/emf-line.ts';

const options = { stage: 'webhooks-prod', at: 1_700_000_000_000 };

function document(measurements: Parameters<typeof emfLine>[0]): Record<string, unknown> {
  const line = emfLine(measurements, options);
  assert.ok(line !== undefined && line.endsWith('}\n'));
  assert.equal(line.trimEnd().includes('\n'), false);
  return JSON.parse(line) as Record<string, unknown>;
}

test('a line declares each metric with its unit and the stage as its only dimension', () => {
  assert.deepEqual(document({ Delivered: 3, LagMs: [120, 80] }), {
    _aws: {
      Timestamp: 1_700_000_000_000,
      CloudWatchMetrics: [
        {
          Namespace: 'Webhooks',
          Dimensions: [['Stage']],
          Metrics: [
            { Name: 'Delivered', Unit: 'Count' },
            { Name: 'LagMs', Unit: 'Milliseconds' },
          ],
        },
      ],
    },
    Stage: 'webhooks-prod',
    Delivered: 3,
    LagMs: [120, 80],
  });
});

test('what was not counted is not written', () => {
  assert.deepEqual(Object.keys(document({ Delivered: 1, Failed: 0, LagMs: [] })), [
    '_aws',
    'Stage',
    'Delivered',
  ]);
  assert.equal(emfLine({ Delivered: 0, LagMs: [] }, options), undefined);
});

test('a list longer than CloudWatch reads keeps its highest values', () => {
  const { LagMs } = document({ LagMs: Array.from({ length: 250 }, (_, index) => index) });
  assert.ok(Array.isArray(LagMs));
  assert.equal(LagMs.length, 100);
  assert.equal(Math.max(...(LagMs as number[])), 249);
  assert.equal(Math.min(...(LagMs as number[])), 150);
});
