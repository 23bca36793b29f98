import { comparableNumber } from './comparable-number.ts';
import { ipToHex } from './ip-to-hex.ts';

/** A value at the end of a path: what the tests of a pattern look at. */
export type Leaf = {
  /** Values are equal for an exact test when their keys are. */
  readonly key: string;
  /** Of strings only. */
  readonly text?: string;
  /** Of numbers in the comparable range only, in millionths. */
  readonly number?: number;
};

export function stringLeaf(text: string): Leaf {
  const address = ipToHex(text);
  // The engine compares address literals as addresses, so two spellings of one address are equal.
  return { key: address === undefined ? `s${text}` : `i${address}`, text };
}

/** @param source the number as it is written */
export function numberLeaf(source: string): Leaf {
  const number = comparableNumber(source);
  return number === undefined ? { key: `t${source}` } : { key: `n${number}`, number };
}

export function literalLeaf(value: 'true' | 'false' | 'null'): Leaf {
  return { key: `l${value}` };
}
