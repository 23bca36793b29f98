import { PAYLOAD_LIMITS } from '../invocation/payload-text.ts';

const ENVELOPE_BYTES = Buffer.byteLength('{"Records":[]}');

/** Divides records into groups whose event stays within 6 MB; the order is kept. A group is never empty. */
export function splitPayload<T>(records: readonly { readonly of: T; readonly text: string }[]) {
  const groups: { of: T[]; payload: string }[] = [];
  let texts: string[] = [];
  let of: T[] = [];
  let bytes = ENVELOPE_BYTES;
  const close = () => {
    if (of.length > 0) groups.push({ of, payload: `{"Records":[${texts.join(',')}]}` });
    [texts, of, bytes] = [[], [], ENVELOPE_BYTES];
  };
  for (const record of records) {
    const size = Buffer.byteLength(record.text) + 1;
    if (bytes + size > PAYLOAD_LIMITS.RequestResponse) close();
    texts.push(record.text);
    of.push(record.of);
    bytes += size;
  }
  close();
  return groups;
}
