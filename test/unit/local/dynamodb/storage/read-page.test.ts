import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageStatement, type PageRequest } from '../../../../../local/dynamodb/storage/read-page.ts';
import { createStore } from '../../../../../local/dynamodb/storage/store.ts';
import { requireTable } from '../../../../../local/dynamodb/table/find-table.ts';
import { createThings } from '../dynamodb-fixture.ts';

const { context } = createThings();
const store = createStore(context);
const table = requireTable(store, 'things');
const index = table.indexes[0];
assert.ok(index);
const bytes = Buffer.from('x');
const after = { pk: bytes, sk: bytes, itemPk: bytes, itemSk: bytes };
const lower = { sk: bytes, inclusive: true };
const upper = { sk: bytes, inclusive: false };

/** What of the key each form of a page seeks by, beyond the table's and the index's number. */
const shapes: readonly [what: string, request: Partial<PageRequest>, seeks: string][] = [
  ['one partition', { partition: bytes }, 'pk=?'],
  ['a range of one', { partition: bytes, lower, upper }, 'pk=? AND sk>? AND sk<?'],
  ['a range of one, from a key on', { partition: bytes, lower, upper, after }, 'pk=? AND sk>? AND sk<?'],
  ['everything', {}, ''],
  ['everything from a key on', { after }, 'pk>?'],
  ['a segment', { segment: { from: bytes, to: bytes } }, 'pk>? AND pk<?'],
];

/** A row value seeks by its first column as that column would, and by the others beyond it. */
function firstColumns(constraint: string): string {
  return constraint.replace(/\((\w+)(?:,\w+)+\)([<>])\([?,]+\)/g, '$1$2?');
}

describe('a page', () => {
  for (const [what, shape, seeks] of shapes)
    for (const source of [undefined, index])
      for (const forward of [true, false])
        it(`of ${what} in ${source ? 'an index' : 'a table'} is one walk along the key, ${forward ? 'forward' : 'backward'}`, () => {
          const { sql, values } = pageStatement({ table, index: source, forward, ...shape });
          const plan = context.database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
          const sought = [
            source ? 'table_number=? AND index_number=?' : 'table_number=?',
            ...(seeks ? [forward || what !== 'everything from a key on' ? seeks : 'pk<?'] : []),
          ].join(' AND ');
          // Nothing else: no scan of a whole table, no temporary tree to sort in.
          assert.deepEqual(
            plan.map((step) => firstColumns(String(step['detail']))),
            source
              ? [`SEARCH e USING PRIMARY KEY (${sought})`, 'SEARCH i USING INTEGER PRIMARY KEY (rowid=?)']
              : [`SEARCH i USING INDEX ddb_item_key (${sought})`],
          );
        });
});
