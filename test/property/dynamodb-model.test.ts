import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { createThings, type Answer, type Fixture } from '../unit/local/dynamodb/dynamodb-fixture.ts';

/** A thing of the model: DynamoDB reduced to a map and a sort. */
type Thing = { readonly pk: string; readonly sk: string; readonly group?: string; readonly at?: number };

const partition = fc.constantFrom('p', 'q');
const sort = fc.constantFrom('', 'a', 'b', 'ä', '€', '😀', '\uffff').map((text) => `k${text}`);
const command = fc.oneof(
  fc.record({
    kind: fc.constant('put' as const),
    pk: partition,
    sk: sort,
    group: fc.option(fc.constantFrom('g', 'h'), { nil: undefined }),
    at: fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('delete' as const), pk: partition, sk: sort }),
  fc.record({
    kind: fc.constant('move' as const),
    pk: partition,
    sk: sort,
    by: fc.integer({ min: -2, max: 2 }),
  }),
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

function runBoth({ call }: Fixture, model: Map<string, Thing>, each: Command): void {
  const id = JSON.stringify([each.pk, each.sk]);
  const key = { pk: { S: each.pk }, sk: { S: each.sk } };
  const before = model.get(id) ?? { pk: each.pk, sk: each.sk };
  if (each.kind === 'delete') {
    call('DeleteItem', { TableName: 'things', Key: key });
    model.delete(id);
  } else if (each.kind === 'move') {
    call('UpdateItem', {
      TableName: 'things',
      Key: key,
      UpdateExpression: 'ADD #at :by',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: { ':by': { N: String(each.by) } },
    });
    model.set(id, { ...before, at: (before.at ?? 0) + each.by });
  } else {
    const { kind: _put, group, at, ...rest } = each;
    const thing = { ...rest, ...(group !== undefined && { group }), ...(at !== undefined && { at }) };
    call('PutItem', { TableName: 'things', Item: toItem(thing) });
    model.set(id, thing);
  }
}

function toItem({ pk, sk, group, at }: Thing) {
  return {
    pk: { S: pk },
    sk: { S: sk },
    ...(group !== undefined && { group: { S: group } }),
    ...(at !== undefined && { at: { N: String(at) } }),
  };
}

const byBytes = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));

const texts = (items: readonly unknown[]): readonly string[] =>
  items.map((item) => JSON.stringify(item)).toSorted(byBytes);

/** Every item of a query, page by page. */
function queryAll({ call }: Fixture, request: object): readonly unknown[] {
  const items: unknown[] = [];
  let answer: Answer | undefined;
  do {
    const from = answer?.LastEvaluatedKey;
    answer = call('Query', { TableName: 'things', ...request, ...(from && { ExclusiveStartKey: from }) });
    items.push(...(answer.Items ?? []));
  } while (answer.LastEvaluatedKey);
  return items;
}

const paging = { Limit: fc.integer({ min: 1, max: 4 }), ScanIndexForward: fc.boolean() };

describe('a table after any commands', () => {
  it('answers every query as a sorted map would', () => {
    fc.assert(
      fc.property(
        fc.array(command, { maxLength: 40 }),
        partition,
        sort,
        sort,
        fc.record(paging),
        (commands, pk, one, two, page) => {
          const fixture = createThings();
          const model = new Map<string, Thing>();
          for (const each of commands) runBoth(fixture, model, each);
          const [low, high] = [one, two].toSorted(byBytes) as [string, string];
          const expected = [...model.values()]
            .filter((thing) => thing.pk === pk && byBytes(low, thing.sk) <= 0 && byBytes(thing.sk, high) <= 0)
            .toSorted((left, right) => byBytes(left.sk, right.sk))
            .map(toItem);
          const found = queryAll(fixture, {
            ...page,
            KeyConditionExpression: 'pk = :p AND sk BETWEEN :low AND :high',
            ExpressionAttributeValues: { ':p': { S: pk }, ':low': { S: low }, ':high': { S: high } },
          });
          assert.deepEqual(found, page.ScanIndexForward ? expected : expected.toReversed());
          fixture.context.database.close();
        },
      ),
      { numRuns: 150 },
    );
  });

  it('has in its index exactly the items that have its keys, in order', () => {
    fc.assert(
      fc.property(
        fc.array(command, { maxLength: 40 }),
        fc.constantFrom('g', 'h'),
        fc.integer({ min: -4, max: 4 }),
        fc.record(paging),
        (commands, group, from, page) => {
          const fixture = createThings();
          const model = new Map<string, Thing>();
          for (const each of commands) runBoth(fixture, model, each);
          const expected = [...model.values()].filter(
            (thing) => thing.group === group && thing.at !== undefined && thing.at >= from,
          );
          const found = queryAll(fixture, {
            ...page,
            IndexName: 'by-group',
            KeyConditionExpression: '#g = :g AND #at >= :from',
            ExpressionAttributeNames: { '#g': 'group', '#at': 'at' },
            ExpressionAttributeValues: { ':g': { S: group }, ':from': { N: String(from) } },
          });
          // Things of one group and time come in an order of DynamoDB's own, so times and members are compared apart.
          const times = expected.map(({ at }) => at ?? 0).toSorted((left, right) => left - right);
          const ordered = page.ScanIndexForward ? times : times.toReversed();
          assert.deepEqual(
            found.map((item) => Number((item as { at: { N: string } }).at.N)),
            ordered,
          );
          assert.deepEqual(texts(found), texts(expected.map(toItem)));
          fixture.context.database.close();
        },
      ),
      { numRuns: 150 },
    );
  });
});
