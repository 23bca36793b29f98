import type { DeliverDependencies } from './dependencies.ts';
import type { Handled } from './handled.ts';

/** The part of a claim that a copy waits whose other was faster: about as long as an attempt takes. */
const RACE_HIDE = 1 / 3;

/** What becomes of a record whose delivery another one has moved on meanwhile: it is decided anew a little later. */
export function raced({ now, claimMs }: Pick<DeliverDependencies, 'now' | 'claimMs'>): Handled {
  return { next: 'hide', until: now() + claimMs * RACE_HIDE };
}
