import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { problemDocument } from '../../../shared/problem/problem-document.ts';
import { ProblemError } from '../../../shared/problem/problem-error.ts';
import type { ApiEvent } from '../api-event.ts';
import type { Dependencies } from '../dependencies.ts';

/** Answers a caller's fault as its problem document. Anything else is logged, once, and answered without its insides. */
export function problemAnswer({
  log,
}: Pick<Dependencies, 'log'>): MiddlewareObj<ApiEvent, APIGatewayProxyStructuredResultV2> {
  return {
    onError(request) {
      const { requestId } = request.event.requestContext;
      const { error } = request;
      if (!(error instanceof ProblemError)) log(unexpected(error, requestId));
      const problem = error instanceof ProblemError ? error : withoutInsides(requestId);
      const document = problemDocument(problem, requestId);
      request.response = {
        statusCode: document.status,
        headers: {
          'content-type': 'application/problem+json',
          'cache-control': 'no-store',
          ...problem.headers,
        },
        body: JSON.stringify(document),
      };
    },
  };
}

function unexpected(error: unknown, requestId: string) {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  return {
    level: 'ERROR',
    message: 'unexpected error',
    request_id: requestId,
    error: { name, message, stack },
  } as const;
}

function withoutInsides(requestId: string): ProblemError {
  return new ProblemError(
    'internal_error',
    `The request could not be finished. Try again, and if it stays so, report the request ${requestId}.`,
  );
}
