import type { JsonObject } from '../endpoint/operation.ts';
import type { Projection } from './expression/projection.ts';
import { readEnum } from './input.ts';
import type { Item } from './item/attribute-value.ts';
import { projectedOnto } from './storage/index-entries.ts';
import type { Index } from './table/table.ts';
import { validationError } from './validation-error.ts';

/** What a query or a scan gives of each item. */
export type ReadView = {
  /** Count alone: no items. */
  readonly countOnly: boolean;
  /** A local index is asked for more than it carries, so that each item is fetched from the table as well. */
  readonly fetches: boolean;
  /** The item as the index carries it, or whole: what the filter sees. */
  visible(item: Item): Item;
  /** What is given of a visible item. */
  project(item: Item): Item;
};

/** @throws {AwsError} ValidationException for a `Select` that does not fit the rest of the request. */
export function toReadView(
  input: JsonObject,
  source: { index: Index | undefined; projection: Projection | undefined },
): ReadView {
  const { index, projection } = source;
  const select = readEnum(input, 'Select', [
    'ALL_ATTRIBUTES',
    'ALL_PROJECTED_ATTRIBUTES',
    'SPECIFIC_ATTRIBUTES',
    'COUNT',
  ]);
  checkSelect(select, source);
  const missing = select === 'ALL_ATTRIBUTES' && index?.projected ? ['ALL'] : notCarried(source);
  if (missing.length > 0 && index?.kind === 'global') throw notProjected(select, index, missing);
  const fetches = missing.length > 0;
  return {
    countOnly: select === 'COUNT',
    fetches,
    visible: (item) => (index && !fetches ? projectedOnto(index, item) : item),
    project: (item) => (projection ? projection.project(item) : item),
  };
}

function checkSelect(
  select: string | undefined,
  { index, projection }: { index: Index | undefined; projection: Projection | undefined },
): void {
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && !index)
    throw validationError('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  if (select === 'SPECIFIC_ATTRIBUTES' && !projection)
    throw validationError(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  if (projection && select !== undefined && select !== 'SPECIFIC_ATTRIBUTES')
    throw validationError(
      `Cannot specify the ProjectionExpression when choosing to get ${select === 'COUNT' ? 'only the Count' : select}`,
    );
}

function notCarried(source: { index: Index | undefined; projection: Projection | undefined }): string[] {
  const carried = source.index?.projected;
  if (!carried) return [];
  return (source.projection?.paths ?? []).map(([name]) => name).filter((name) => !carried.has(name));
}

function notProjected(select: string | undefined, index: Index, missing: readonly string[]) {
  return validationError(
    select === 'ALL_ATTRIBUTES'
      ? `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`
      : `One or more parameter values were invalid: Global secondary index ${index.name} does not project [${missing.join(', ')}]`,
  );
}
