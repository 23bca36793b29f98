import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * A value as it is kept: its JSON, compressed. What is encrypted has to be compressed before. Headers are much the same
 * in every row, so the compression begins with them already seen, which saves a write unit on many rows.
 */
export function compress(value: unknown): Uint8Array {
  return deflateRawSync(JSON.stringify(value), { dictionary: SEEN });
}

/** Reads what was compressed without the dictionary as well. */
export function decompress(bytes: Uint8Array): unknown {
  return JSON.parse(inflateRawSync(bytes, { dictionary: SEEN }).toString('utf8'));
}

/** Never to be changed: what was compressed with it can be read with it alone. What is likeliest stands last. */
const SEEN = Buffer.from(
  [
    '"x-powered-by":"Express","via":"1.1 google","alt-svc":"h3=\\":443\\"; ma=86400","cf-cache-status":"DYNAMIC","cf-ray":"',
    '"strict-transport-security":"max-age=31536000; includeSubDomains","x-content-type-options":"nosniff","x-frame-options":"DENY"',
    '"server":"cloudflare","server":"nginx","vary":"Accept-Encoding","cache-control":"no-cache, no-store","etag":"W/\\"',
    '"apigw-requestid":"","x-amzn-requestid":"","x-amzn-trace-id":"Root=1-","x-request-id":"","transfer-encoding":"chunked"',
    '"event":"call.ended","timestamp":"20","data":{"call_id":"call_","agent_id":"agent_","campaign_id":"","workflow_id":"',
    '{"body":"{\\"event\\":\\"agent.\\"event\\":\\"workflow.\\"event\\":\\"campaign.\\"event\\":\\"call.started\\",\\"timestamp\\":\\"20',
    'Z\\",\\"data\\":{\\"call_id\\":\\"","response":{"requestHeaders":{"authorization":"***","content-type":"application/json",',
    '"user-agent":"Freyavoice-Webhooks/1.0","webhook-id":"msg_","webhook-timestamp":"17","webhook-signature":"***",',
    '"webhook-attempt":"1"},"responseHeaders":{"date":"Mon, Tue, Wed, Thu, Fri, Sat, Sun, 01 Jan 2026 00:00:00 GMT",',
    '"content-type":"text/html; charset=utf-8","content-type":"application/json; charset=utf-8","content-length":"',
    '"connection":"keep-alive","keep-alive":"timeout=5"},"responseBody":"{\\"status\\":\\"ok\\",\\"success\\":true}OK"}}',
  ].join(''),
);
