import type { JsonObject } from '../../endpoint/operation.ts';
import type { RestAnswer, RestRequest, RestRoute } from '../../endpoint/rest-route.ts';
import { AwsError } from '../../endpoint/aws-error.ts';
import { answerInvoke } from './answer-invoke.ts';

const FUNCTION = '/2015-03-31/functions/(?<FunctionName>[^/]+)';
const MAPPINGS = '/2015-03-31/event-source-mappings';

/** Lambda's REST API: method, path, operation and, where it is not 200, the status. */
export const routes: readonly RestRoute[] = [
  {
    ...route('POST', `${FUNCTION}/invocations`, 'Invoke'),
    input: (request) => ({
      ...request.parameters,
      ...(request.query.has('Qualifier') ? { Qualifier: request.query.get('Qualifier') } : {}),
      InvocationType: request.headers['x-amz-invocation-type'],
      LogType: request.headers['x-amz-log-type'],
      ClientContext: request.headers['x-amz-client-context'],
      Payload: request.body.toString('utf8'),
    }),
    answer: answerInvoke,
  },
  route('GET', '/2015-03-31/functions/?', 'ListFunctions'),
  route('POST', '/2015-03-31/functions/?', 'CreateFunction'),
  route('GET', FUNCTION, 'GetFunction'),
  route('DELETE', FUNCTION, 'DeleteFunction'),
  route('GET', `${FUNCTION}/configuration`, 'GetFunctionConfiguration'),
  route('PUT', `${FUNCTION}/configuration`, 'UpdateFunctionConfiguration'),
  route('PUT', `${FUNCTION}/code`, 'UpdateFunctionCode'),
  route('POST', `${FUNCTION}/versions`, 'PublishVersion'),
  route('GET', `${FUNCTION}/versions`, 'ListVersionsByFunction'),
  route('POST', `${FUNCTION}/aliases`, 'CreateAlias'),
  route('GET', `${FUNCTION}/aliases`, 'ListAliases'),
  route('GET', '/2019-09-30/functions/(?<FunctionName>[^/]+)/concurrency', 'GetFunctionConcurrency'),
  route('PUT', '/2017-10-31/functions/(?<FunctionName>[^/]+)/concurrency', 'PutFunctionConcurrency'),
  route(
    'DELETE',
    '/2017-10-31/functions/(?<FunctionName>[^/]+)/concurrency',
    'DeleteFunctionConcurrency',
    204,
  ),
  route('GET', `${FUNCTION}/policy`, 'GetPolicy'),
  route('POST', `${FUNCTION}/policy`, 'AddPermission', 201),
  route('DELETE', `${FUNCTION}/policy/(?<StatementId>[^/]+)`, 'RemovePermission', 204),
  route('POST', `${MAPPINGS}/?`, 'CreateEventSourceMapping', 202),
  route('GET', `${MAPPINGS}/?`, 'ListEventSourceMappings'),
  route('GET', `${MAPPINGS}/(?<UUID>[^/]+)`, 'GetEventSourceMapping'),
  route('PUT', `${MAPPINGS}/(?<UUID>[^/]+)`, 'UpdateEventSourceMapping', 202),
  route('DELETE', `${MAPPINGS}/(?<UUID>[^/]+)`, 'DeleteEventSourceMapping', 202),
  route('GET', '/2017-03-31/tags/(?<Resource>.+)', 'ListTags'),
  route('POST', '/2017-03-31/tags/(?<Resource>.+)', 'TagResource', 204),
  {
    ...route('DELETE', '/2017-03-31/tags/(?<Resource>.+)', 'UntagResource', 204),
    input: (request) => ({ ...request.parameters, TagKeys: request.query.getAll('tagKeys') }),
  },
  route('GET', '/2016-08-19/account-settings/?', 'GetAccountSettings'),
];

function route(method: string, path: string, operation: string, status = 200): RestRoute {
  return {
    method,
    path: new RegExp(`^${path}$`),
    operation,
    input,
    answer: (output) => answer(status, output),
  };
}

/** Path over query over body, as all of Lambda's operations take their members by distinct names. */
function input(request: RestRequest): JsonObject {
  return { ...bodyOf(request), ...Object.fromEntries(request.query), ...request.parameters };
}

function bodyOf({ body }: RestRequest): JsonObject {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8')) as JsonObject;
  } catch (error) {
    throw new AwsError(
      'SerializationException',
      `The request's body is not JSON: ${(error as Error).message}`,
    );
  }
}

function answer(status: number, output: unknown): RestAnswer {
  if (status === 204) return { status, headers: {}, body: '' };
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(output) };
}
