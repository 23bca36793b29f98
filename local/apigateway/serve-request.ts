import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Context } from '../context.ts';
import { AwsError } from '../endpoint/aws-error.ts';
import { corsHeaders, isPreflight } from './cors-headers.ts';
import type { HttpApi, Integration, Stage, Throttling } from './http-api.ts';
import { matchRoute } from './match-route.ts';
import { parseResponse } from './parse-response.ts';
import type { ProxyResponse } from './parse-response.ts';
import { readBody } from './read-body.ts';
import { requestEvent } from './request-event.ts';

/** As much of Lambda's `invoke` as a proxy integration needs. */
export type InvokeFunction = (request: {
  readonly functionArn: string;
  readonly payload: unknown;
  readonly caller: { readonly kind: 'service'; readonly service: string; readonly sourceArn: string };
}) => Promise<{ readonly payload: string; readonly functionError?: string }>;

export type Gateway = {
  readonly context: Context;
  readonly state: HttpApi;
  readonly invoke: InvokeFunction;
  readonly letThrough: (key: string, throttling: Throttling) => boolean;
};

const MOST_BODY_BYTES = 10_485_760;

/** Answers one request as an HTTP API does; its own refusals are the documented `{"message": ...}` bodies. */
export async function serveRequest(gateway: Gateway, request: IncomingMessage): Promise<ProxyResponse> {
  const requestId = randomUUID();
  const cors = gateway.state.api?.cors;
  const asking = {
    method: request.method ?? 'GET',
    origin: request.headers.origin,
    requestedMethod: request.headers['access-control-request-method'],
  };
  const answer = isPreflight(cors, asking)
    ? { status: 204, headers: {}, body: Buffer.alloc(0) }
    : await route(gateway, request, requestId);
  const added = corsHeaders(cors, asking);
  const headers = Object.fromEntries(
    // With a CORS configuration the function's own CORS headers are ignored.
    Object.entries(answer.headers).filter(([name]) => !cors || !name.startsWith('access-control-')),
  );
  return { ...answer, headers: { ...headers, ...added, 'apigw-requestid': requestId } };
}

async function route(gateway: Gateway, request: IncomingMessage, requestId: string): Promise<ProxyResponse> {
  const { state, context, letThrough } = gateway;
  const method = request.method ?? 'GET';
  const [rawPath, rawQuery] = splitOnce(request.url ?? '/', '?');
  const path = decoded(rawPath);
  const found = path === undefined ? undefined : chooseStage(state, path);
  if (!state.api || path === undefined || !found) return refusal(404, 'Not Found');
  const { stage, pathInStage } = found;
  const match = matchRoute([...state.routes.values()], method, pathInStage);
  const integration = match && state.integrations.get(match.route.integrationId);
  if (!match || !integration) return refusal(404, 'Not Found');
  if (stage.throttling && !letThrough(`${stage.name} ${match.route.key}`, stage.throttling))
    return refusal(429, 'Too Many Requests');
  const body = await readBody(request, MOST_BODY_BYTES);
  if (!body)
    return { ...refusal(413, 'Request Entity Too Large'), headers: { ...JSON_TYPE, connection: 'close' } };
  const event = requestEvent(context, {
    apiId: state.api.apiId,
    requestId,
    method,
    path,
    rawQuery,
    rawHeaders: request.rawHeaders,
    body,
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    routeKey: match.route.key,
    stage: stage.name,
    stageVariables: stage.variables,
    pathParameters: match.parameters,
    domainName: request.headers.host ?? '127.0.0.1',
  });
  const sourceArn = executeArn(context, state.api.apiId, {
    stage: stage.name,
    method,
    routeKey: match.route.key,
  });
  return integrate(gateway, integration, { event, sourceArn });
}

async function integrate(
  { context, invoke }: Gateway,
  { functionArn, timeoutMs }: Integration,
  { event, sourceArn }: { readonly event: unknown; readonly sourceArn: string },
): Promise<ProxyResponse> {
  const caller = { kind: 'service', service: 'apigateway.amazonaws.com', sourceArn } as const;
  const { promise: timedOut, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), timeoutMs);
  try {
    const result = await Promise.race([invoke({ functionArn, payload: event, caller }), timedOut]);
    if (!result) return refusal(503, 'Service Unavailable');
    const response = result.functionError === undefined ? parseResponse(result.payload) : undefined;
    if (response) return response;
    context.warn(
      `The answer of ${functionArn} to ${sourceArn} is no HTTP response: ${result.payload.slice(0, 500)}`,
    );
    return refusal(500, 'Internal Server Error');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'RequestTooLargeException') return refusal(413, 'Request Entity Too Large');
    context.warn(`API Gateway could not invoke ${functionArn} for ${sourceArn}: ${error.message}`);
    return error.code === 'TooManyRequestsException'
      ? refusal(503, 'Service Unavailable')
      : refusal(500, 'Internal Server Error');
  } finally {
    clearTimeout(timer);
  }
}

/** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<METHOD>/<path of the route>` */
function executeArn(
  { region, accountId }: Context,
  apiId: string,
  { stage, method, routeKey }: { readonly stage: string; readonly method: string; readonly routeKey: string },
): string {
  const [, pattern] = routeKey.split(' ');
  const rest = pattern === undefined ? routeKey : `${method}${pattern}`;
  return `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stage}/${rest}`;
}

/** The stage that the path's first segment names, else `$default`. */
function chooseStage(state: HttpApi, path: string): { stage: Stage; pathInStage: string } | undefined {
  const stages = [...state.stages.values()];
  const [, first = '', ...rest] = path.split('/');
  const named = stages.find(({ name }) => name === first);
  if (named) return { stage: named, pathInStage: `/${rest.join('/')}` };
  const stage = stages.find(({ name }) => name === '$default');
  return stage && { stage, pathInStage: path };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    // Not text in UTF-8, so no route can be meant.
    return undefined;
  }
}

const JSON_TYPE = { 'content-type': 'application/json' };

function refusal(status: number, message: string): ProxyResponse {
  return { status, headers: JSON_TYPE, body: Buffer.from(JSON.stringify({ message })) };
}
