import type { Core } from '../core.ts';
import { changeVisibility } from '../receive/change-visibility.ts';
import { queueOperation } from './queue-operation.ts';
import { readVisibilityChange, VISIBILITY_PARAMETERS } from './read-visibility-change.ts';

export function changeMessageVisibility(core: Core) {
  return queueOperation(
    core,
    { action: 'ChangeMessageVisibility', parameters: VISIBILITY_PARAMETERS },
    ({ queue, parameters }) => {
      changeVisibility(core, queue, readVisibilityChange(parameters));
      return {};
    },
  );
}
