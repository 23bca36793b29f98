import type { KeyObject } from 'node:crypto';

/** The key under which an account's data is encrypted, in the clear: it exists in memory alone. */
export type DataKey = {
  /** 16 hexadecimal digits; what was sealed names it, so that another key is told from a broken seal. */
  readonly id: string;
  /** 256 bits, as an object that shows nothing of them when it is logged. */
  readonly secret: KeyObject;
};
