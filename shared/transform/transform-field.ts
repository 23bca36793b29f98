import jsonata from 'jsonata';
import * as z from 'zod/mini';

const LARGEST_BYTES = 10 * 1024;
const ALLOWED = `a JSONata expression of at most ${LARGEST_BYTES} bytes`;

/** A transform that can be parsed; where it cannot, the refusal says at which character. */
export function transformField() {
  return z.string(ALLOWED).check((payload) => {
    const fault = transformFault(payload.value);
    if (fault) payload.issues.push({ code: 'custom', input: payload.value, message: fault });
  });
}

function transformFault(expression: string): string | undefined {
  if (Buffer.byteLength(expression) > LARGEST_BYTES) return ALLOWED;
  try {
    jsonata(expression);
    return undefined;
  } catch (error) {
    // JSONata throws objects of its own; a RangeError is what too deep a nesting comes to.
    const { message, position } = error as { message?: string; position?: number };
    const at = position === undefined ? '' : ` (at character ${position})`;
    return `${ALLOWED}: ${message ?? 'it cannot be parsed'}${at}`;
  }
}
