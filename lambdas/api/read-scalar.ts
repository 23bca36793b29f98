/**
 * Reads the JSON string, number, `true`, `false` or `null` that begins at a place of a text.
 * @returns where it ends, or the fault inside it; undefined where none of them begins there
 */
export function readScalar(
  text: string,
  at: number,
): { readonly end: number } | { readonly fault: number; readonly expected: string } | undefined {
  const char = text.charAt(at);
  if (char === '"') return readString(text, at + 1);
  const end = endOf(NUMBER_OR_WORD, text, at);
  return end === undefined ? undefined : { end };
}

const NUMBER_OR_WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const PLAIN = /[^"\\\p{Cc}]*/uy;
const PLAIN_CONTROL = /[\u007F-\u009F]/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;

function readString(text: string, from: number): { end: number } | { fault: number; expected: string } {
  for (let at = from; ;) {
    at = endOf(PLAIN, text, at) ?? at;
    const char = text.charAt(at);
    if (char === '"') return { end: at + 1 };
    const next = endOf(ESCAPE, text, at) ?? endOf(PLAIN_CONTROL, text, at);
    if (next !== undefined) at = next;
    else if (char === '\\') return { fault: at, expected: 'an escape such as \\n or \\u000a' };
    else if (char === '') return { fault: at, expected: 'the closing quote of a string' };
    else
      return {
        fault: at,
        expected: 'no bare control character inside a string (write it as \\n or \\u000a)',
      };
  }
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
