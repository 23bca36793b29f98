import type { JsonObject } from '../endpoint/operation.ts';
import { createCapacityMeter, readUnits } from './capacity-meter.ts';
import type { Condition } from './expression/condition.ts';
import { evaluateCondition } from './expression/evaluate-condition.ts';
import { readBoolean } from './input.ts';
import type { Item } from './item/attribute-value.ts';
import type { ReadView } from './read-view.ts';
import { startKeyAfter } from './start-key.ts';
import { readPage, type PageRequest, type PageRow } from './storage/read-page.ts';
import type { Store } from './storage/store.ts';

/** A checked query or scan. */
export type ReadRequest = {
  readonly page: PageRequest;
  readonly filter: Condition | undefined;
  readonly view: ReadView;
};

/** Reads one page and answers as Query and Scan do: the page ends before the filter is applied. */
export function readItems(store: Store, input: JsonObject, request: ReadRequest): JsonObject {
  const { page, view } = request;
  const meter = createCapacityMeter(input);
  const { rows, cut } = readPage(store, page);
  const items = chosenItems(rows, request);
  const consistent = readBoolean(input, 'ConsistentRead');
  meter.addRead(
    page.table,
    readUnits(
      rows.reduce((sum, row) => sum + row.size, 0),
      consistent,
    ),
    page.index,
  );
  if (view.fetches) for (const row of rows) meter.addRead(page.table, readUnits(row.itemSize, consistent));
  const last = cut ? rows.at(-1) : undefined;
  const [consumed] = meter.answer() ?? [];
  return {
    ...(!view.countOnly && { Items: items.map((item) => view.project(item)) }),
    Count: items.length,
    ScannedCount: rows.length,
    ...(last && { LastEvaluatedKey: startKeyAfter(page.table, page.index, parse(last)) }),
    ...(consumed && { ConsumedCapacity: consumed }),
  };
}

function chosenItems(rows: readonly PageRow[], { filter, view }: ReadRequest): readonly Item[] {
  // Nothing looks into the items of a bare count.
  if (view.countOnly && !filter) return rows.map(() => ({}));
  const items = rows.map((row) => view.visible(parse(row)));
  return filter ? items.filter((item) => evaluateCondition(filter, item)) : items;
}

function parse(row: PageRow): Item {
  return JSON.parse(row.text) as Item;
}
