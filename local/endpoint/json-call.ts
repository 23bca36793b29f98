import { crc32 } from 'node:zlib';
import { AwsError } from './aws-error.ts';
import type { Call, RawRequest, Reply } from './call.ts';
import type { WireService } from './wire-service.ts';
import { jsonObject } from './json-object.ts';

type JsonService = Extract<WireService, { targetPrefix: string }>;

/** Reads a request of the AWS JSON protocols 1.0 and 1.1; undefined if it names no target of these services. */
export function jsonCall(
  request: RawRequest,
  services: Readonly<Record<string, WireService>>,
): Call | undefined {
  const target = request.headers['x-amz-target'];
  if (!target) return undefined;
  const dot = target.lastIndexOf('.');
  const prefix = target.slice(0, dot);
  for (const [name, service] of Object.entries(services)) {
    if (!('targetPrefix' in service) || service.targetPrefix !== prefix) continue;
    return {
      service: name,
      operation: target.slice(dot + 1),
      operations: service.operations,
      input: () => jsonObject(request.body),
      answer: (output) => reply(service, 200, JSON.stringify(output ?? {})),
      refuse: (error) => refusal(service, error),
    };
  }
  const known = Object.values(services).flatMap((service) =>
    'targetPrefix' in service ? service.targetPrefix : [],
  );
  throw new AwsError(
    'UnknownOperationException',
    `The embedded AWS has no service with the target ${target}. Known: ${known.join(', ')}.`,
  );
}

function reply(
  service: JsonService,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): Reply {
  const type = { 'content-type': `application/x-amz-json-${service.protocol.slice(4)}` };
  const checksum = service.crc32 ? { 'x-amz-crc32': String(crc32(body)) } : undefined;
  return { status, body, headers: { ...type, ...checksum, ...headers } };
}

/** JSON services call a denial `AccessDeniedException` with status 400; SQS keeps `AccessDenied` and 403. */
function refusal(service: JsonService, error: AwsError): Reply {
  const { queryErrorCode, ...members } = error.members;
  const denied = error.code === 'AccessDenied';
  const code = denied ? 'AccessDeniedException' : error.code;
  const type = service.errorNamespace ? `${service.errorNamespace}#${code}` : code;
  const body = JSON.stringify({ __type: type, message: error.message, ...members });
  const status = denied && !service.queryCompatible ? 400 : error.status;
  if (!service.queryCompatible) return reply(service, status, body);
  const legacy = typeof queryErrorCode === 'string' ? queryErrorCode : error.code;
  const side = status < 500 ? 'Sender' : 'Receiver';
  return reply(service, status, body, { 'x-amzn-query-error': `${legacy};${side}` });
}
