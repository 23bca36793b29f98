import type { Fault } from './fault.ts';

const MOST_NAMES = 20;
const LONGEST_TEXT = 500;

/** What is wrong with an owner's own notes on a subscription: a small object of short texts. */
export function metadataFaults(metadata: unknown): readonly Fault[] {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata))
    return [{ path: [], got: metadata, allowed: 'an object of texts' }];
  const entries = Object.entries(metadata);
  if (entries.length > MOST_NAMES)
    return [{ path: [], got: metadata, allowed: `at most ${MOST_NAMES} names, not ${entries.length}` }];
  return entries.flatMap(([name, text]) => entryFaults(name, text));
}

function entryFaults(name: string, text: unknown): readonly Fault[] {
  if (!/^[A-Za-z0-9][\w.-]{0,39}$/.test(name)) {
    const allowed = 'a name of 1 to 40 of A-Z a-z 0-9 _ . - that begins with a letter or digit';
    return [{ path: [name], got: name, allowed }];
  }
  if (typeof text === 'string' && text.length <= LONGEST_TEXT) return [];
  return [{ path: [name], got: text, allowed: `a text of at most ${LONGEST_TEXT} characters` }];
}
