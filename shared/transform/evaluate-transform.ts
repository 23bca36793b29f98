import jsonata from 'jsonata';
import type { Transformed, TransformInput } from './transformed.ts';

/** The largest body that is sent, and so the most that a transform may make. */
const LARGEST_BYTES = 256 * 1024;

/**
 * Evaluates a transform; only where its time and memory are limited from outside, for an expression can ask for any
 * amount of either. Its result as JSON is the body.
 */
export async function evaluateTransform({ expression, body }: TransformInput): Promise<Transformed> {
  try {
    const result: unknown = await jsonata(expression).evaluate(JSON.parse(body));
    return toBody(result);
  } catch (error) {
    return failure(error);
  }
}

function toBody(result: unknown): Transformed {
  const text = JSON.stringify(result) as string | undefined;
  if (text === undefined) {
    const detail = 'the expression gives nothing for this message';
    return { failed: 'no_result', detail, message: detail };
  }
  const bytes = Buffer.byteLength(text);
  if (bytes <= LARGEST_BYTES) return { body: text };
  const detail = `the expression gives ${bytes} bytes; at most ${LARGEST_BYTES} are sent`;
  return { failed: 'too_large', detail, message: detail };
}

/** JSONata throws objects with a code, the place in the expression, and a message that may quote the input. */
function failure(error: unknown): Transformed {
  const { code, position, message } = error as { code?: string; position?: number; message?: string };
  const at = position === undefined ? '' : ` at character ${position}`;
  return {
    failed: 'error',
    detail: `JSONata error ${code ?? 'without a code'}${at}`,
    message: `${message ?? String(error)}${at}`,
  };
}
