import { isBlockedHost } from '../endpoint/blocked-addresses.ts';

/** `public`: https to public addresses only. `any`: http and loopback too, for a laptop. */
export type AddressRules = 'public' | 'any';

const LONGEST = 2048;

/**
 * What a subscription's URL would have to be and is not, or undefined where it is allowed. Names are judged again by
 * the address that they resolve to, at each attempt.
 */
export function endpointUrlFault(text: string, rules: AddressRules): string | undefined {
  if (text.length > LONGEST) return `at most ${LONGEST} characters`;
  // The parser drops tabs, line ends and outer blanks, so that what is stored would not be what is dialled.
  if (/[\s\p{Cc}]/u.test(text)) return 'a URL without blanks and control characters';
  const url = URL.parse(text);
  if (!url) return 'an absolute URL, as https://example.com/webhooks';
  return schemeFault(url, rules) ?? partsFault(url, text) ?? hostFault(url, rules);
}

function schemeFault(url: URL, rules: AddressRules): string | undefined {
  if (url.protocol === 'https:' || (rules === 'any' && url.protocol === 'http:')) return undefined;
  return rules === 'any' ? 'a URL that begins with https:// or http://' : 'a URL that begins with https://';
}

function partsFault(url: URL, text: string): string | undefined {
  if (url.username || url.password) return 'a URL without user name and password';
  if (text.includes('#')) return 'a URL without a fragment (#...), which is never sent';
  return undefined;
}

function hostFault({ hostname }: URL, rules: AddressRules): string | undefined {
  if (rules === 'any') return undefined;
  if (isBlockedHost(hostname) || /(^|\.)localhost\.?$/.test(hostname))
    return 'a host that is public: no loopback, private, link-local or reserved address';
  return undefined;
}
