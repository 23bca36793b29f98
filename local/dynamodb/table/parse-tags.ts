import type { JsonObject } from '../../endpoint/operation.ts';
import { checkMembers, readString, required } from '../input.ts';
import { validationError } from '../validation-error.ts';

const MOST_TAGS = 50;

/** Tags by their key. @throws {AwsError} ValidationException */
export function parseTags(tags: readonly JsonObject[]): Record<string, string> {
  if (tags.length > MOST_TAGS)
    throw validationError(`A table has at most ${MOST_TAGS} tags; got ${tags.length}.`);
  return Object.fromEntries(
    tags.map((tag) => {
      checkMembers(tag, ['Key', 'Value']);
      return [required(readString(tag, 'Key'), 'Key'), required(readString(tag, 'Value'), 'Value')];
    }),
  );
}
