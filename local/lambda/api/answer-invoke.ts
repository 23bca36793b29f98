import type { RestAnswer } from '../../endpoint/rest-route.ts';
import type { InvokeAnswer } from './invoke-operations.ts';

/** An invocation's end as HTTP: the payload is the body, everything else travels in headers. */
export function answerInvoke(output: unknown): RestAnswer {
  const answer = output as InvokeAnswer;
  return {
    status: answer.StatusCode,
    headers: {
      ...(answer.Payload === '' ? {} : { 'content-type': 'application/json' }),
      ...(answer.FunctionError === undefined ? {} : { 'x-amz-function-error': answer.FunctionError }),
      ...(answer.ExecutedVersion === undefined ? {} : { 'x-amz-executed-version': answer.ExecutedVersion }),
      ...(answer.LogResult === undefined ? {} : { 'x-amz-log-result': answer.LogResult }),
    },
    body: answer.Payload,
  };
}
