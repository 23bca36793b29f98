/**
 * Parses JSON and keeps every number's text: a number becomes an object that `numberText` reads and `JSON.stringify`
 * writes as it was.
 * @throws {SyntaxError} when the text is no JSON
 */
export function parseJsonExactly(text: string): unknown {
  return json.parse(text, (_name, value, context) =>
    typeof value === 'number' ? json.rawJSON(context.source ?? String(value)) : value,
  );
}

/** The number's text as it stood in the source, or `undefined` when the value is no number. */
export function numberText(value: unknown): string | undefined {
  return json.isRawJSON(value) ? value.rawJSON : undefined;
}

/** What Node 24 has and TypeScript's library does not know yet. @see https://tc39.es/proposal-json-parse-with-source/ */
const json = JSON as unknown as {
  parse(
    text: string,
    reviver: (name: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): unknown;
  isRawJSON(value: unknown): value is { readonly rawJSON: string };
};
