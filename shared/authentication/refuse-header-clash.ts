import { invalidField } from '../problem/invalid-field.ts';
import type { Authentication } from './authentication.ts';

/**
 * Lets pass headers that leave the one of the authentication alone.
 * @throws {ProblemError} `invalid_fields`
 */
export function refuseHeaderClash(
  authentication: Authentication | undefined,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (authentication?.type !== 'api_key') return;
  const ofAuthentication = authentication.header.toLowerCase();
  const clash = Object.keys(headers).find((name) => name.toLowerCase() === ofAuthentication);
  if (clash === undefined) return;
  throw invalidField(`headers.${clash}`, `another name than ${clash}, which authentication sets`);
}
