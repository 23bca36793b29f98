import type { Operation } from '../../endpoint/operation.ts';
import { sqsError } from '../sqs-error.ts';

/** An operation that SQS has and the embedded one refuses by name. */
export function notEmulated(name: string, instead: string): Operation {
  return {
    access: () => [],
    run: () => {
      throw sqsError('UnsupportedOperation', `The embedded SQS does not emulate ${name}: ${instead}.`);
    },
  };
}
