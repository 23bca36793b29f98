import type { Operation } from '../../endpoint/operation.ts';
import { projector } from '../expression/projection.ts';
import { updatedPaths } from '../expression/update.ts';
import type { Item } from '../item/attribute-value.ts';
import type { Store } from '../storage/store.ts';
import { toUpdate } from '../write-request.ts';
import { singleWrite, type WrittenChange } from './single-write.ts';

export function updateItem(store: Store): Operation {
  return singleWrite(store, {
    action: 'UpdateItem',
    parameters: ['UpdateExpression'],
    returnValues: ['NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW'],
    toRequest: toUpdate,
    attributes,
  });
}

function attributes({ request, wanted, before, after }: WrittenChange): Item | undefined {
  if (wanted === 'NONE') return undefined;
  const item = wanted.endsWith('_OLD') ? before : after;
  if (!item || wanted.startsWith('ALL') || !request.update) return item;
  const written = projector(updatedPaths(request.update))(item);
  return Object.keys(written).length > 0 ? written : undefined;
}
