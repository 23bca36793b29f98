const LONGEST = 100;
/** A token of RFC 9110 that begins with a letter or digit, as every header in use does. */
const NAME = /^[A-Za-z0-9][\w!#$%&'*+.^`|~-]*$/;

/** Headers of the connection, which each hop writes anew. @see https://www.rfc-editor.org/rfc/rfc9110#field.connection */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]);
/** What decides how the request and its answer are read. */
const OF_THE_REQUEST = new Set(['host', 'expect', 'accept-encoding', 'user-agent']);

/** What a header's name would have to be and is not, or undefined where a subscription may set it. */
export function headerNameFault(name: string): string | undefined {
  if (name.length > LONGEST || !NAME.test(name))
    return `a name of 1 to ${LONGEST} of A-Z a-z 0-9 ! # $ % & ' * + - . ^ _ \` | ~ that begins with a letter or digit`;
  const lower = name.toLowerCase();
  if (lower.startsWith('webhook-'))
    return 'a name that does not begin with webhook-: those carry the signature';
  if (lower.startsWith('content-'))
    return 'a name that does not begin with content-: the body is always JSON';
  if (HOP_BY_HOP.has(lower)) return `another name than ${lower}, which belongs to the connection`;
  if (OF_THE_REQUEST.has(lower)) return `another name than ${lower}, which the platform sets itself`;
  return undefined;
}
