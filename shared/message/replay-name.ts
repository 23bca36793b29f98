/** `missing`: what has no delivery, or an exhausted one. `all`: everything, once more. */
export type ReplayMode = 'missing' | 'all';

/** What the name of a replay says to whoever delivers its events. */
export type NamedReplay = {
  /** `job_...`; ids sort by the time they were made, so the later of two replays is known. */
  readonly jobId: string;
  readonly mode: ReplayMode;
  /** The span that was asked for, in seconds since the epoch, both ends inclusive; without it all that comes is meant. */
  readonly span?: { readonly from: number; readonly to: number };
};

const ID_BYTES = 16;
const TIME_BYTES = 5;

/**
 * The name of a replay, in EventBridge's alphabet and at most its 64 characters for stages of up to 15. It carries all
 * that is to be known about the replay, because its events say nothing of it but its name. `all` carries the span as
 * well: more than it is replayed, so that EventBridge cuts nothing off at its ends, and what lies outside must not be
 * sent again.
 * @param prefix the stage's, by which permissions are granted
 * @param job its span is in milliseconds since the epoch
 */
export function replayName(
  prefix: string,
  job: { readonly id: string; readonly mode: ReplayMode; readonly from: number; readonly to: number },
): string {
  const id = Buffer.from(job.id.slice('job_'.length), 'hex');
  if (job.mode === 'missing') return `${prefix}.missing.${id.toString('base64url')}`;
  const bytes = Buffer.concat([id, toBytes(job.from), toBytes(job.to)]);
  return `${prefix}.all.${bytes.toString('base64url')}`;
}

/** What a name says; `undefined` for a replay that somebody started by hand. */
export function readReplayName(name: string): NamedReplay | undefined {
  const [, mode, text] = /^[\w-]+\.(all|missing)\.([\w-]+)$/.exec(name) ?? [];
  const bytes = Buffer.from(text ?? '', 'base64url');
  const jobId = `job_${bytes.toString('hex', 0, ID_BYTES)}`;
  if (mode === 'missing' && bytes.length === ID_BYTES) return { jobId, mode };
  if (mode !== 'all' || bytes.length !== ID_BYTES + 2 * TIME_BYTES) return undefined;
  const at = (offset: number) => bytes.readUIntBE(offset, TIME_BYTES);
  return { jobId, mode, span: { from: at(ID_BYTES), to: at(ID_BYTES + TIME_BYTES) } };
}

/** EventBridge's times are whole seconds. */
function toBytes(ms: number): Buffer {
  const bytes = Buffer.alloc(TIME_BYTES);
  bytes.writeUIntBE(Math.floor(ms / 1_000), 0, TIME_BYTES);
  return bytes;
}
