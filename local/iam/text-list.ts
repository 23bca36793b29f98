import { malformedPolicy } from './malformed-policy.ts';

/**
 * A policy's "one or many" as a list of texts; booleans and numbers count as their text, as AWS reads them.
 * @throws {AwsError} `MalformedPolicyDocument`
 */
export function textList(value: unknown, where: string): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((item) => {
    if (typeof item === 'string') return item;
    if (typeof item === 'boolean' || typeof item === 'number') return String(item);
    throw malformedPolicy(`${where} holds ${JSON.stringify(item)}; a text or a list of texts is allowed.`);
  });
}
