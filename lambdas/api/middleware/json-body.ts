import type { MiddlewareObj } from '@middy/core';
import { ProblemError } from '../../../shared/problem/problem-error.ts';
import type { ApiEvent } from '../api-event.ts';
import { jsonFault } from '../json-fault.ts';
import { requestState } from '../request-state.ts';

/** Parses the body where the route needs one. */
export function jsonBody(): MiddlewareObj<ApiEvent> {
  return {
    before({ event }) {
      const state = requestState(event);
      if (!state.route?.body) return;
      refuseOtherTypes(event.headers['content-type']);
      state.body = parsed(bodyText(event));
    },
  };
}

function refuseOtherTypes(contentType: string | undefined): void {
  if (/^application\/json *(; *charset="?utf-?8"? *)?$/i.test(contentType?.trim() ?? '')) return;
  throw new ProblemError(
    'unsupported_media_type',
    `The content type is ${contentType ?? 'missing'}; send content-type: application/json, in UTF-8.`,
  );
}

function bodyText({ body = '', isBase64Encoded }: ApiEvent): string {
  return isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const fault = jsonFault(text);
    if (!fault) throw error;
    const { line, column, position, expected } = fault;
    throw new ProblemError(
      'malformed_json',
      `The body is not JSON: at line ${line}, column ${column} (position ${position}) ${expected} is expected.`,
    );
  }
}
