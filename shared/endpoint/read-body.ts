import type { IncomingMessage } from 'node:http';

/** How much of a response's body the log keeps. */
const LIMIT_BYTES = 16 * 1024;
/** How long the log waits for it: the status line has already decided. */
const LOG_WAIT_MS = 1_000;

/**
 * Reads the beginning of a response's body for the log: until its end, 16 KiB, `limitMs` or the deadline, whichever
 * comes first. Never rejects: a body that breaks off is what came of it. A body that is left unread costs the
 * connection.
 */
export function readBody(
  response: IncomingMessage,
  deadline: number,
  limitMs = LOG_WAIT_MS,
): Promise<{ text: string; truncated: boolean }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (truncated: boolean) => {
      clearTimeout(timer);
      if (truncated) response.destroy();
      const kept = Buffer.concat(chunks).subarray(0, LIMIT_BYTES);
      resolve({ text: kept.toString('utf8'), truncated });
    };
    const timer = setTimeout(
      () => finish(true),
      Math.max(0, Math.min(limitMs, deadline - performance.now())),
    );
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size > LIMIT_BYTES) finish(true);
    });
    response.on('end', () => finish(false));
    response.on('error', () => finish(true));
  });
}
