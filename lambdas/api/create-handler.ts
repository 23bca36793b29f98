import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { IdSeed } from '../../shared/idempotency/id-seed.ts';
import type { ApiEvent } from './api-event.ts';
import type { Dependencies } from './dependencies.ts';
import { audit } from './middleware/audit.ts';
import { authentication } from './middleware/authentication.ts';
import { idempotency } from './middleware/idempotency.ts';
import { jsonAnswer } from './middleware/json-answer.ts';
import { jsonBody } from './middleware/json-body.ts';
import { problemAnswer } from './middleware/problem-answer.ts';
import { requestLimit } from './middleware/request-limit.ts';
import { requestLog } from './middleware/request-log.ts';
import { routing } from './middleware/routing.ts';
import { readQuery } from './read-query.ts';
import { requestState } from './request-state.ts';
import type { Answer, Route } from './route.ts';

export type ApiHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** The function behind the HTTP API: the middleware's order is the order of a request. */
export function createHandler(dependencies: Dependencies, routes: readonly Route[]): ApiHandler {
  const handler = middy<ApiEvent, Answer>((event: ApiEvent) => answer(event, dependencies))
    .use(requestLog(dependencies))
    .use(problemAnswer(dependencies))
    .use(jsonAnswer())
    .use(routing(routes))
    .use(authentication(dependencies))
    .use(requestLimit(dependencies))
    .use(jsonBody())
    .use(idempotency(dependencies))
    .use(audit(dependencies));
  return (event, context) =>
    handler(event, context) as Promise<unknown> as Promise<APIGatewayProxyStructuredResultV2>;
}

async function answer(event: ApiEvent, dependencies: Dependencies): Promise<Answer> {
  const { route, parameters = {}, caller, body, replayed } = requestState(event);
  if (replayed) return replayed;
  if (!route || !caller) throw new Error('Routing and authentication have to come before the answer.');
  const request = {
    caller,
    parameters,
    body,
    query: readQuery(event.rawQueryString),
    idempotencyKey: event.headers['idempotency-key'],
    idSeed: seedOf(event),
    origin: originOf(event),
  };
  return route.answer(request, dependencies);
}

function seedOf(event: ApiEvent): IdSeed | undefined {
  const { idempotent } = requestState(event);
  return idempotent && { msecs: idempotent.begunAt, random: idempotent.request.idBytes };
}

/** As the gateway saw it, which a caller cannot make up. */
function originOf({ headers, requestContext }: ApiEvent): string {
  return `${headers['x-forwarded-proto'] ?? 'https'}://${requestContext.domainName}`;
}
