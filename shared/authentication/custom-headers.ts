import type { Fault } from '../subscription/fault.ts';
import { headerNameFault } from './header-name.ts';
import { HEADER_VALUE, isHeaderValue } from './header-value.ts';

const MOST_HEADERS = 20;
/** Names and values together: many servers take no more than 8 KiB of headers, ours included. */
const MOST_CHARACTERS = 6144;

/** What is wrong with the headers that a subscription adds to its requests: a small object of texts. */
export function customHeadersFaults(headers: unknown): readonly Fault[] {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers))
    return [{ path: [], got: headers, allowed: 'an object of header names and their values' }];
  const entries = Object.entries(headers);
  const sized = sizeFault(entries);
  if (sized) return [{ path: [], got: undefined, allowed: sized }];
  return entries.flatMap(([name, value], index) => {
    const earlier = entries.slice(0, index).some(([other]) => other.toLowerCase() === name.toLowerCase());
    return entryFaults(name, value, earlier);
  });
}

function sizeFault(entries: readonly (readonly [string, unknown])[]): string | undefined {
  if (entries.length > MOST_HEADERS) return `at most ${MOST_HEADERS} headers, not ${entries.length}`;
  const size = entries.reduce((sum, [name, value]) => sum + name.length + String(value).length, 0);
  return size > MOST_CHARACTERS
    ? `at most ${MOST_CHARACTERS} characters of names and values together, not ${size}`
    : undefined;
}

function entryFaults(name: string, value: unknown, isRepeated: boolean): readonly Fault[] {
  const fault = (allowed: string) => [{ path: [name], got: undefined, allowed }];
  const ofName = headerNameFault(name);
  if (ofName) return fault(ofName);
  if (isRepeated) return fault('each name once: upper and lower case make no difference');
  // A header is shown to every key of the account, a credential is not.
  if (name.toLowerCase() === 'authorization')
    return fault(
      'another name than authorization: set authentication, whose type api_key takes any header and value',
    );
  return typeof value === 'string' && isHeaderValue(value) ? [] : fault(HEADER_VALUE);
}
