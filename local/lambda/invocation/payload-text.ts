import { AwsError } from '../../endpoint/aws-error.ts';

/** 6 MB for a caller that waits, 1 MB for one that does not. */
export const PAYLOAD_LIMITS = { RequestResponse: 6_291_456, Event: 1_048_576 } as const;

/**
 * The JSON text of a payload that comes as a value.
 * @throws {AwsError} `RequestTooLargeException`
 */
export function payloadText(payload: unknown, type: keyof typeof PAYLOAD_LIMITS): string {
  const text = JSON.stringify(payload) ?? 'null';
  checkSize(text, type);
  return text;
}

/**
 * Checks a payload that comes as a request's body; an empty body is an empty object.
 * @throws {AwsError} `InvalidRequestContentException`, `RequestTooLargeException`
 */
export function payloadOfBody(body: string, type: keyof typeof PAYLOAD_LIMITS): string {
  if (body === '') return '{}';
  checkSize(body, type);
  try {
    JSON.parse(body);
    return body;
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${(error as Error).message}`,
    );
  }
}

function checkSize(text: string, type: keyof typeof PAYLOAD_LIMITS): void {
  const bytes = Buffer.byteLength(text);
  const most = PAYLOAD_LIMITS[type];
  if (bytes > most)
    throw new AwsError(
      'RequestTooLargeException',
      `Request must be smaller than ${most} bytes for the InvokeFunction operation; this one has ${bytes}.`,
      413,
    );
}
