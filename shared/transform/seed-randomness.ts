import { createHash } from 'node:crypto';

/**
 * Makes this process a function of one message: what is random in it depends on the message's id, and the clock stands at
 * the message's own time. So a transform gives the same bytes whenever a message is received, `$now()` and `$random()`
 * included, and two copies of one message are copies. Only for a process that does nothing else.
 * @param at milliseconds since the epoch
 */
export function seedRandomness(messageId: string, at: number): void {
  let state = createHash('sha256').update(messageId).digest().readUInt32LE();
  // mulberry32: small, and good enough for what is no secret.
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, parameters: []) =>
      Reflect.construct(target, parameters.length > 0 ? parameters : [at]) as Date,
    get: (target, name, receiver) => (name === 'now' ? () => at : Reflect.get(target, name, receiver)),
  });
}

const RealDate = Date;
