import type { Operation } from '../../endpoint/operation.ts';
import type { Store } from '../storage/store.ts';
import { toPut } from '../write-request.ts';
import { singleWrite } from './single-write.ts';

export function putItem(store: Store): Operation {
  return singleWrite(store, {
    action: 'PutItem',
    parameters: [],
    returnValues: ['NONE', 'ALL_OLD'],
    toRequest: toPut,
    attributes: ({ wanted, before }) => (wanted === 'ALL_OLD' ? before : undefined),
  });
}
