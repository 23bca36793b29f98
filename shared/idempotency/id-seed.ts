/** What an id in order of creation is made from, when it has to be the same one again. */
export type IdSeed = {
  /** Milliseconds since the epoch. */
  readonly msecs: number;
  /** 16 bytes. */
  readonly random: Uint8Array;
};
