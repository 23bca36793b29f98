import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createThings, invalid, key, type Fixture } from '../dynamodb-fixture.ts';

function hundredThings(): Fixture {
  const fixture = createThings();
  for (let n = 0; n < 100; n += 1)
    fixture.call('PutItem', {
      TableName: 'things',
      Item: { ...key(`p${n}`), ...(n < 10 && { group: { S: `g${n}` }, at: { N: '1' } }) },
    });
  return fixture;
}

function scanAll({ call }: Fixture, request: object): readonly string[] {
  const found: string[] = [];
  let from: object | undefined;
  do {
    const answer = call('Scan', {
      TableName: 'things',
      ...request,
      ...(from && { ExclusiveStartKey: from }),
    });
    found.push(...(answer.Items ?? []).map((item) => item['pk']?.['S'] ?? ''));
    from = answer.LastEvaluatedKey;
  } while (from);
  return found;
}

describe('Scan', () => {
  it('finds every item once, page by page, in no order to rely on', () => {
    const found = scanAll(hundredThings(), { Limit: 7 });
    assert.equal(found.length, 100);
    assert.equal(new Set(found).size, 100);
    assert.notDeepEqual(found, found.toSorted());
  });

  it('finds of an index what is in it', () => {
    assert.equal(scanAll(hundredThings(), { IndexName: 'by-group', Limit: 3 }).length, 10);
  });

  it('splits into segments that together find every item once', () => {
    const fixture = hundredThings();
    const segments = [0, 1, 2].map((Segment) => scanAll(fixture, { Segment, TotalSegments: 3, Limit: 5 }));
    for (const segment of segments) assert.ok(segment.length > 0);
    assert.equal(segments.flat().length, 100);
    assert.equal(new Set(segments.flat()).size, 100);
  });

  it('filters by any attribute, keys too', () => {
    const filter = { FilterExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { S: 'p7' } } };
    assert.deepEqual(scanAll(hundredThings(), filter), ['p7']);
  });

  const refused: readonly [what: string, input: object, message: RegExp][] = [
    ['a segment without their number', { Segment: 0 }, /TotalSegments parameter is required/],
    ['a number of segments without one', { TotalSegments: 2 }, /Segment parameter is required/],
    ['a segment too many', { Segment: 2, TotalSegments: 2 }, /Segment: 2 is not less than TotalSegments: 2/],
    ['a legacy filter', { ScanFilter: {} }, /ScanFilter/],
  ];
  for (const [what, input, message] of refused)
    it(`rejects ${what}`, () => {
      assert.throws(() => createThings().call('Scan', { TableName: 'things', ...input }), invalid(message));
    });
});
