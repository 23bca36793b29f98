import { format } from 'node:util';
import type { FunctionFailure } from './worker-message.ts';

/** What was thrown, in the shape that Lambda's Node.js runtime answers with. */
export function describeFailure(thrown: unknown): FunctionFailure {
  if (thrown instanceof Error)
    return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') };
  if (typeof thrown === 'object' && thrown !== null && 'message' in thrown && 'name' in thrown)
    return { errorType: String(thrown.name), errorMessage: String(thrown.message), trace: [] };
  return {
    errorType: typeof thrown,
    errorMessage: typeof thrown === 'string' ? thrown : format('%j', thrown),
    trace: [],
  };
}
