import type { Operation } from '../../endpoint/operation.ts';
import type { Store } from '../storage/store.ts';
import { toDelete } from '../write-request.ts';
import { singleWrite } from './single-write.ts';

export function deleteItem(store: Store): Operation {
  return singleWrite(store, {
    action: 'DeleteItem',
    parameters: [],
    returnValues: ['NONE', 'ALL_OLD'],
    toRequest: toDelete,
    attributes: ({ wanted, before }) => (wanted === 'ALL_OLD' ? before : undefined),
  });
}
