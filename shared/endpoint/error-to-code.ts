import type { AttemptErrorCode } from '../delivery/outcome.ts';

/** Names why no response came, from the error that Node gives. */
export function errorToCode(error: NodeJS.ErrnoException): AttemptErrorCode {
  const code = causeOf(error).code ?? '';
  const known = CODES[code];
  if (known) return known;
  if (code.startsWith('HPE_')) return 'invalid_response';
  if (code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || /CERT|SIGNATURE|ISSUER/.test(code))
    return 'tls_failure';
  return 'connection_failed';
}

const CODES: Readonly<Record<string, AttemptErrorCode>> = {
  ERR_IP_BLOCKED: 'blocked_address',
  ECONNREFUSED: 'connection_refused',
  ECONNRESET: 'connection_reset',
  EPIPE: 'connection_reset',
  ENOTFOUND: 'dns_failure',
  EAI_AGAIN: 'dns_failure',
  ENODATA: 'dns_failure',
  ETIMEDOUT: 'timeout',
  EPROTO: 'tls_failure',
};

/** Dialling several addresses of one name fails with one error that holds the others: a blocked one says the most. */
function causeOf(error: NodeJS.ErrnoException): NodeJS.ErrnoException {
  if (!(error instanceof AggregateError)) return error;
  const errors = error.errors as NodeJS.ErrnoException[];
  return errors.find(({ code }) => code === 'ERR_IP_BLOCKED') ?? errors[0] ?? error;
}
