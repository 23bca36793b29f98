import { AwsError } from './aws-error.ts';
import type { Call, RawRequest, Reply } from './call.ts';
import type { RestAnswer } from './rest-route.ts';
import type { WireService } from './wire-service.ts';

/** Finds the route of a REST service that the request takes; undefined if none does. */
export function restCall(
  request: RawRequest,
  services: Readonly<Record<string, WireService>>,
): Call | undefined {
  for (const [name, service] of Object.entries(services)) {
    if (service.protocol !== 'rest-json') continue;
    for (const route of service.routes) {
      if (route.method !== request.method) continue;
      const match = route.path.exec(request.path);
      if (!match) continue;
      return {
        service: name,
        operation: route.operation,
        operations: service.operations,
        input: () => route.input({ ...request, parameters: decoded(match.groups ?? {}) }),
        answer: (output) => (route.answer ? route.answer(output) : jsonAnswer(output)),
        refuse,
      };
    }
  }
  return undefined;
}

function decoded(groups: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups))
    if (value !== undefined) parameters[name] = decodePart(value);
  return parameters;
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new AwsError(
      'SerializationException',
      `The path holds ${text}, which is not percent-encoded: ${String(error)}`,
    );
  }
}

function jsonAnswer(output: unknown): RestAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: output === undefined ? '' : JSON.stringify(output),
  };
}

function refuse(error: AwsError): Reply {
  const code = error.code === 'AccessDenied' ? 'AccessDeniedException' : error.code;
  const { message } = error;
  const side = error.status < 500 ? 'User' : 'Service';
  return {
    status: error.status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ Type: side, Message: message, message, ...error.members }),
  };
}
