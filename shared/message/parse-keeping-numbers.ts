/**
 * Parses JSON so that `JSON.stringify` writes every number as it was read: `12345678901234567890` and `1.10` stay.
 * @throws {SyntaxError}
 */
export function parseKeepingNumbers(text: string): unknown {
  const json: unknown = JSON;
  const { parse, rawJSON } = json as SourceTextJson;
  return parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? rawJSON(source) : value,
  );
}

/** @see https://tc39.es/proposal-json-parse-with-source/ in Node since 22, not in TypeScript's library yet */
type SourceTextJson = {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): unknown;
};
