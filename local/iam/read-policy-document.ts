import { malformedPolicy } from './malformed-policy.ts';
import type { PolicyDocument } from './policy-document.ts';

/**
 * A policy document as a template or a request gives it, an object or its JSON text.
 * @throws {AwsError} `MalformedPolicyDocument` if it is neither.
 */
export function readPolicyDocument(value: unknown, where: string): PolicyDocument {
  const document = typeof value === 'string' ? parse(value, where) : value;
  if (typeof document === 'object' && document !== null && 'Statement' in document)
    return document as PolicyDocument;
  throw malformedPolicy(`${where} must be a policy document with a Statement, not ${JSON.stringify(value)}.`);
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformedPolicy(`${where} is not JSON: ${String(error)}`);
  }
}
