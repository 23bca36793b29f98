import { fileURLToPath } from 'node:url';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { createTransformer } from '../../shared/transform/create-transformer.ts';
import { attemptTest } from './attempt-test.ts';
import type { ApiEnvironment } from './environment.ts';
import { matchesPattern } from './matches-pattern.ts';
import type { Trying } from './trying.ts';

/** Trying over AWS. @param codeDirectory where the functions' bundle and what stands beside it are */
export function createTrying(
  environment: ApiEnvironment,
  { events, lambda }: { readonly events: EventBridgeClient; readonly lambda: LambdaClient },
  codeDirectory: URL,
): Trying {
  const deliver = { lambda, functionName: environment.DELIVER_FUNCTION_NAME };
  const processUrl = new URL('transform-process.mjs', codeDirectory);
  return {
    attemptTest: (wanted) => attemptTest(deliver, wanted),
    matches: (pattern, event) => matchesPattern(events, pattern, event),
    transform: createTransformer({ processUrl, readable: fileURLToPath(codeDirectory) }).transform,
  };
}
