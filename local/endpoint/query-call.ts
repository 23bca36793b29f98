import { AwsError } from './aws-error.ts';
import type { Call, RawRequest, Reply } from './call.ts';
import type { JsonObject, Operations } from './operation.ts';
import type { WireService } from './wire-service.ts';
import { toXml } from './to-xml.ts';

/** Reads a request of the query protocol, which has an `Action` and a `Version`; undefined if it has not. */
export function queryCall(
  request: RawRequest,
  services: Readonly<Record<string, WireService>>,
): Call | undefined {
  const form = formOf(request);
  const [operation, version] = [form.get('Action'), form.get('Version')];
  if (operation === null || version === null) return undefined;
  const [service, operations] = find(services, version) ?? ['unknown', unknown(operation, version)];
  return {
    service,
    operation,
    operations,
    input: () => inputOf(form),
    answer: (output) => {
      const metadata = { RequestId: request.requestId };
      const content = { [`${operation}Result`]: output ?? {}, ResponseMetadata: metadata };
      return reply(200, `${operation}Response`, content);
    },
    refuse: (error) => refusal(request, error),
  };
}

function find(
  services: Readonly<Record<string, WireService>>,
  version: string,
): [string, Operations] | undefined {
  for (const [name, service] of Object.entries(services))
    if (service.protocol === 'query' && service.version === version) return [name, service.operations];
  return undefined;
}

/** Refuses in XML too, which is all that a client of this protocol reads. */
function unknown(operation: string, version: string): Operations {
  const refuse = (): never => {
    throw new AwsError(
      'UnknownOperationException',
      `The embedded AWS does not know the operation ${operation} of a service of version ${version}.`,
    );
  };
  return { [operation]: { access: refuse, run: refuse } };
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
