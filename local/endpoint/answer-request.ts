import type { IncomingMessage } from 'node:http';
import type { Context } from '../context.ts';
import type { Caller } from '../iam/caller.ts';
import { accessKey } from './access-key.ts';
import { AwsError } from './aws-error.ts';
import type { Call, RawRequest, Reply } from './call.ts';
import { checkBrowser } from './check-browser.ts';
import { invokeOperation } from './invoke-operation.ts';
import { jsonCall } from './json-call.ts';
import { queryCall } from './query-call.ts';
import { readBody } from './read-body.ts';
import { restCall } from './rest-call.ts';
import type { WireService } from './wire-service.ts';

/** What a test makes go wrong: a refusal instead of the operation, or its answer lost after it has run. */
export type Fault = AwsError | 'drop-answer' | undefined;

export type EndpointOptions = {
  readonly context: Context;
  /** @throws {AwsError} for a request that nobody has signed. */
  readonly callerOf: (accessKeyId: string | undefined) => Caller;
  /** The services by name (`sqs`), which is also how `fault` hears of them. */
  readonly services: Readonly<Record<string, WireService>>;
  /** Asked before each operation. */
  readonly fault?: (service: string, operation: string, caller: Caller) => Fault;
};

export type Incoming = { request: IncomingMessage; signal: AbortSignal; requestId: string };

/** Understands one request, has its operation run and writes down the answer; never throws. */
export async function answerRequest(
  options: EndpointOptions,
  incoming: Incoming,
): Promise<Reply | 'drop-answer'> {
  let call: Call | undefined;
  try {
    const request = await readRequest(incoming);
    checkBrowser(request.headers);
    call = recognise(request, options.services);
    if (!call) return notFound(request);
    const caller = options.callerOf(accessKey(request));
    const fault = options.fault?.(call.service, call.operation, caller);
    if (fault instanceof AwsError) throw fault;
    const { operations, operation: name } = call;
    const { signal } = incoming;
    const output = await invokeOperation(options.context, {
      operations,
      name,
      input: call.input(),
      caller,
      signal,
    });
    return fault ?? call.answer(output);
  } catch (error) {
    return (call?.refuse ?? plainRefusal)(asAwsError(options, incoming, error));
  }
}

async function readRequest({ request, requestId }: Incoming): Promise<RawRequest> {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: request.method ?? 'GET',
    path: mark === -1 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1)),
    headers: request.headers as RawRequest['headers'],
    body: await readBody(request),
    requestId,
  };
}

function recognise(request: RawRequest, services: EndpointOptions['services']): Call | undefined {
  return jsonCall(request, services) ?? restCall(request, services) ?? queryCall(request, services);
}

/** A bug of the embedded AWS is told to the operator once, with its stack, and to the client as AWS would. */
function asAwsError(
  options: EndpointOptions,
  { request, requestId, signal }: Incoming,
  error: unknown,
): AwsError {
  if (error instanceof AwsError) return error;
  const gone = signal.aborted && (request.destroyed || !request.complete);
  const asked = `${request.method} ${request.url} ${String(request.headers['x-amz-target'] ?? '')}`;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (!gone)
    options.context.warn(`Request ${requestId} (${asked}) failed inside the embedded AWS: ${detail}`);
  return new AwsError(
    'InternalFailure',
    `The embedded AWS failed; its log has the reason (${requestId}).`,
    500,
  );
}

function notFound(request: RawRequest): Reply {
  const message = `The embedded AWS has nothing at ${request.method} ${request.path}. It takes AWS API calls: a request with X-Amz-Target, a form with Action and Version, or a path of Lambda's API.`;
  return plainRefusal(new AwsError('UnknownOperationException', message, 404));
}

function plainRefusal(error: AwsError): Reply {
  return {
    status: error.status,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': error.code },
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}
