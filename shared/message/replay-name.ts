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

/**
 * The name of a replay, at most 64 characters of EventBridge's alphabet. It carries all that is to be known about the
 * replay, because its events say nothing of it but its name. `all` carries the span as well: more than it is replayed,
 * so that EventBridge cuts nothing off at its ends, and what lies outside must not be sent again.
 * @param span in milliseconds since the epoch
 */
export function replayName(
  jobId: string,
  mode: ReplayMode,
  span: { readonly from: number; readonly to: number },
): string {
  if (mode === 'missing') return `${jobId}-missing`;
  return `${jobId}-all-${toText(span.from)}-${toText(span.to)}`;
}

/** What a name says; `undefined` for a replay that somebody started by hand. */
export function readReplayName(name: string): NamedReplay | undefined {
  const missing = /^(job_[0-9a-f]{32})-missing$/.exec(name);
  if (missing?.[1]) return { jobId: missing[1], mode: 'missing' };
  const [, jobId, from, to] = /^(job_[0-9a-f]{32})-all-([0-9a-z]+)-([0-9a-z]+)$/.exec(name) ?? [];
  if (jobId === undefined || from === undefined || to === undefined) return undefined;
  return { jobId, mode: 'all', span: { from: parseInt(from, 36), to: parseInt(to, 36) } };
}

/** EventBridge's times are whole seconds. */
function toText(ms: number): string {
  return Math.floor(ms / 1_000).toString(36);
}
