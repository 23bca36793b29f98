import type { JsonObject } from '../../endpoint/operation.ts';
import { numberText, parseJsonExactly } from '../pattern/parse-json-exactly.ts';
import { optionalTime } from '../request/read-parameter.ts';
import type { Core } from '../core.ts';
import type { Envelope } from './envelope.ts';

export type EntryFailure = { readonly ErrorCode: string; readonly ErrorMessage: string };

/** One entry of PutEvents as an event, or why it is refused; AWS refuses entries one by one. */
export function readEntry(core: Core, entry: JsonObject): Envelope | EntryFailure {
  const missing = ['Source', 'DetailType', 'Detail'].find(
    (name) => typeof entry[name] !== 'string' || entry[name] === '',
  );
  if (missing !== undefined) return notValid(missing, `${missing} is a required argument.`);
  const [source, detailType, detail] = [
    String(entry['Source']),
    String(entry['DetailType']),
    String(entry['Detail']),
  ];
  if (source.length > 256) return notValid('Source', 'Source has more than 256 characters.');
  if (detailType.length > 128) return notValid('DetailType', 'DetailType has more than 128 characters.');
  if (source.startsWith('aws.'))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  if (!isObjectText(detail)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const resources = entry['Resources'] ?? [];
  if (!Array.isArray(resources) || resources.some((arn) => typeof arn !== 'string'))
    return notValid('Resources', 'Resources must be a list of strings.');
  return {
    id: core.newId(),
    detailType,
    source,
    account: core.context.accountId,
    time: optionalTime(entry, 'Time') ?? core.context.now(),
    region: core.context.region,
    resources: resources as string[],
    detail,
  };
}

function notValid(name: string, reason: string): EntryFailure {
  return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${name} is not valid. Reason: ${reason}` };
}

function isObjectText(text: string): boolean {
  if (text.length > MAX_DEPTH && depthOf(text) > MAX_DEPTH) return false;
  try {
    const value = parseJsonExactly(text);
    return (
      typeof value === 'object' && value !== null && !Array.isArray(value) && numberText(value) === undefined
    );
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Levels of nesting that AWS's JSON parser takes, and that ours can walk. */
const MAX_DEPTH = 1000;

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const bracket of text.replaceAll(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '').match(/[[\]{}]/g) ?? []) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
