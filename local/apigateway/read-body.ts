import type { IncomingMessage } from 'node:http';

/**
 * Reads a request's body, or nothing when it is larger than `mostBytes`. The rest of a larger one is read and thrown
 * away, because a client that is cut off while it sends never reads the answer.
 * @throws {Error} when the client goes away while it sends.
 */
export function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBytes) chunks.push(chunk);
      else resolve(undefined);
    });
    request.on('end', () => resolve(bytes <= mostBytes ? Buffer.concat(chunks) : undefined));
    request.on('error', reject);
    if (Number(request.headers['content-length'] ?? 0) > mostBytes) resolve(undefined);
  });
}
