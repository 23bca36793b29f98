import type { MiddlewareObj } from '@middy/core';
import { parseKeepingNumbers } from '../../../shared/message/parse-keeping-numbers.ts';
import { ProblemError } from '../../../shared/problem/problem-error.ts';
import { shownText } from '../../../shared/problem/shown-text.ts';
import type { ApiEvent } from '../api-event.ts';
import { bodyText } from '../body-text.ts';
import { jsonFault } from '../json-fault.ts';
import { requestState } from '../request-state.ts';

/** Parses the body where the route takes one. */
export function jsonBody(): MiddlewareObj<ApiEvent> {
  return {
    before({ event }) {
      const state = requestState(event);
      const { body = false } = state.route ?? {};
      if (body === false || (body === 'optional' && !event.body)) return;
      if (!event.body)
        throw new ProblemError('malformed_json', 'The body is empty: send a JSON object, as {}.');
      refuseOtherTypes(event.headers['content-type']);
      state.body = parsed(bodyText(event), body === 'exact' ? parseKeepingNumbers : JSON.parse);
    },
  };
}

function refuseOtherTypes(contentType: string | undefined): void {
  if (/^application\/json *(; *charset="?utf-?8"? *)?$/i.test(contentType?.trim() ?? '')) return;
  throw new ProblemError(
    'unsupported_media_type',
    `The content type is ${shownText(contentType ?? 'missing')}; send content-type: application/json, in UTF-8.`,
  );
}

function parsed(text: string, parse: (text: string) => unknown): unknown {
  try {
    const value = parse(text);
    if (/\\u[dD][89a-fA-F]/.test(text)) refuseHalfPairs(text);
    return value;
  } catch (error) {
    const fault = error instanceof SyntaxError ? jsonFault(text) : undefined;
    if (!fault) throw error;
    const { line, column, position, expected } = fault;
    throw new ProblemError(
      'malformed_json',
      `The body is not JSON: at line ${line}, column ${column} (position ${position}) ${expected} is expected.`,
    );
  }
}

/** JSON can write half of a surrogate pair, but UTF-8, and so everything that the text goes through next, cannot. */
function refuseHalfPairs(text: string): void {
  JSON.parse(text, (name, value: unknown) => {
    const texts = typeof value === 'string' ? [name, value] : [name];
    if (texts.every((part) => part.isWellFormed())) return value;
    throw new ProblemError(
      'malformed_json',
      `The body has half of a surrogate pair in ${JSON.stringify(name)}, which is no character; write both \\u escapes.`,
    );
  });
}
