import type { AwsError } from './aws-error.ts';
import type { Call, RawRequest, Reply } from './call.ts';
import type { JsonObject } from './operation.ts';
import type { Service } from './service.ts';
import { toXml } from './to-xml.ts';

/** Reads a request of the query protocol, by its `Action` and `Version`; undefined if it is none of these services'. */
export function queryCall(
  request: RawRequest,
  services: Readonly<Record<string, Service>>,
): Call | undefined {
  const form = formOf(request);
  const operation = form.get('Action');
  if (operation === null) return undefined;
  for (const [name, service] of Object.entries(services)) {
    if (service.protocol !== 'query' || service.version !== form.get('Version')) continue;
    return {
      service: name,
      operation,
      operations: service.operations,
      input: () => inputOf(form),
      answer: (output) => {
        const metadata = { RequestId: request.requestId };
        return reply(200, `${operation}Response`, {
          [`${operation}Result`]: output ?? {},
          ResponseMetadata: metadata,
        });
      },
      refuse: (error) => refusal(request, error),
    };
  }
  return undefined;
}

function formOf(request: RawRequest): URLSearchParams {
  const type = request.headers['content-type'] ?? '';
  return type.startsWith('application/x-www-form-urlencoded')
    ? new URLSearchParams(request.body.toString('utf8'))
    : request.query;
}

function inputOf(form: URLSearchParams): JsonObject {
  const input: JsonObject = {};
  for (const [name, value] of form) if (name !== 'Action' && name !== 'Version') input[name] = value;
  return input;
}

function refusal(request: RawRequest, error: AwsError): Reply {
  const Type = error.status < 500 ? 'Sender' : 'Receiver';
  const { code: Code, message: Message } = error;
  return reply(error.status, 'ErrorResponse', {
    Error: { Type, Code, Message },
    RequestId: request.requestId,
  });
}

function reply(status: number, root: string, content: unknown): Reply {
  return { status, headers: { 'content-type': 'text/xml' }, body: toXml(root, content) };
}
