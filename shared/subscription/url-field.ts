import * as z from 'zod/mini';
import { type AddressRules, endpointUrlFault } from './endpoint-url.ts';

/** The schema of a URL that the platform will call, by the rules for its address. */
export function urlField(rules: AddressRules, example: string) {
  return z.string(`a URL, as ${example}`).check((payload) => {
    const allowed = endpointUrlFault(payload.value, rules);
    if (allowed) payload.issues.push({ code: 'custom', input: payload.value, message: allowed });
  });
}
