import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AwsError } from './aws-error.ts';

/** The most bytes of one request, DynamoDB's largest batch; no service takes more. */
export const BODY_LIMIT = 16 * 1024 * 1024;

const unzip = promisify(gunzip);

/**
 * The whole body of a request, decompressed where the client sent it compressed.
 * @throws {AwsError} `RequestEntityTooLargeException` above 16 MiB, `SerializationException` for bytes that are no gzip.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Left open when it is too long: the refusal goes out on the same connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw tooLarge();
    chunks.push(chunk);
  }
  const [only] = chunks;
  const body = chunks.length === 1 && only ? only : Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? decompressed(body) : body;
}

async function decompressed(body: Buffer): Promise<Buffer> {
  try {
    return await unzip(body, { maxOutputLength: BODY_LIMIT });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge();
    throw new AwsError(
      'SerializationException',
      `The body is not gzip, as content-encoding says: ${String(error)}`,
    );
  }
}

function tooLarge(): AwsError {
  return new AwsError('RequestEntityTooLargeException', `A request has at most ${BODY_LIMIT} bytes.`, 413);
}
