import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rowToSummary } from '../../shared/delivery/delivery-row.ts';
import { stageTemplate } from './stage-template.ts';

describe('the time index of deliveries', () => {
  it('holds all that a list reads, so that no list reads the rows as well', () => {
    const read = new Set(['expires_at']); // the filter of every list
    rowToSummary(new Proxy({}, { get: (_row, attribute) => void read.add(String(attribute)) }));
    assert.ok(read.size > 5);
    assert.deepEqual(
      [...read].filter((attribute) => !projected().has(attribute)),
      [],
    );
  });
});

function projected(): ReadonlySet<string> {
  const indexes = Object.values(stageTemplate('prod').Resources).flatMap(
    ({ Properties }) => (Properties['GlobalSecondaryIndexes'] ?? []) as readonly Index[],
  );
  return new Set(indexes.find(({ IndexName }) => IndexName === 'by_outcome')?.Projection.NonKeyAttributes);
}

type Index = {
  readonly IndexName: string;
  readonly Projection: { readonly NonKeyAttributes?: readonly string[] };
};
