import { createHmac, hkdfSync } from 'node:crypto';
import { createDataKey, type DataKey } from '../encryption/data-key.ts';

/** A mutation that its caller may repeat: what it is remembered by, and under which secret. */
export type IdempotentRequest = {
  /** Whose request it is, where it is an account's: it is forgotten with the account. */
  readonly accountId?: string;
  /** Names caller, route and idempotency key without giving them away. */
  readonly id: string;
  /** Tells it from another request that was sent with the same idempotency key. */
  readonly fingerprint: string;
  /** 16 bytes, the same at every try of the request: what it makes can be given an id by them. */
  readonly idBytes: Uint8Array;
  /** Seals its answer; derived from the API key, which is stored nowhere. */
  readonly sealing: DataKey;
};

/**
 * What a request is remembered by. All of it is derived from the API key that it was sent with: whoever reads the
 * table cannot guess at bodies (which hold passwords) nor open answers (which hold secrets), and we cannot either.
 * @param request.route the method and the path's template
 * @param request.text everything that makes it this request and no other: path, query, account, body
 */
export function idempotentRequest(request: {
  readonly apiKey: string;
  readonly idempotencyKey: string;
  readonly route: string;
  readonly text: string;
  readonly accountId?: string | undefined;
}): IdempotentRequest {
  const bytes = Buffer.from(hkdfSync('sha256', request.apiKey, '', 'webhooks idempotency', 32));
  const sealing = createDataKey(KEY_NAME, bytes);
  const digest = (text: string) => createHmac('sha256', sealing.secret).update(text).digest('hex');
  return {
    ...(request.accountId !== undefined && { accountId: request.accountId }),
    id: digest(JSON.stringify(['id', request.route, request.idempotencyKey])),
    fingerprint: digest(JSON.stringify(['request', request.text])),
    idBytes: Buffer.from(
      digest(JSON.stringify(['ids', request.route, request.idempotencyKey])),
      'hex',
    ).subarray(0, 16),
    sealing,
  };
}

/** The key is of one API key alone, so its name has nothing to tell apart. */
const KEY_NAME = '00'.repeat(8);
