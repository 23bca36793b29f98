/**
 * `applied`: the body is what the subscription's transform made of the message, once and for all attempts. `failed`: it
 * could make nothing of it; the body is the message's own, and it is tried again with the next round.
 */
export type TransformState = 'applied' | 'failed';
