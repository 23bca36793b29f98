/**
 * A property as text; numbers and booleans are read as their text, as CloudFormation does. Undefined if it is not set.
 * @throws {Error} for a list or an object.
 */
export function textProperty(
  properties: Readonly<Record<string, unknown>>,
  name: string,
): string | undefined {
  const value = properties[name];
  if (value === undefined || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${name} must be a text, not ${JSON.stringify(value)}.`);
}
