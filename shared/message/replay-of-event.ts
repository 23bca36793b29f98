import { readReplayName, type ReplayMode } from './replay-name.ts';

/** What a replayed event is meant for. */
export type Replay = {
  readonly jobId: string;
  readonly mode: ReplayMode;
  /** Whether the event lies in the span that was asked for. */
  readonly covers: boolean;
};

/** The replay that an event came with; `undefined` where it came with none, or with one that no job started. */
export function replayOfEvent(event: {
  readonly 'replay-name'?: unknown;
  readonly time?: unknown;
}): Replay | undefined {
  const { 'replay-name': name, time } = event;
  const replay = typeof name === 'string' ? readReplayName(name) : undefined;
  if (!replay) return undefined;
  const { jobId, mode, span } = replay;
  return { jobId, mode, covers: !span || isWithin(span, Date.parse(String(time)) / 1_000) };
}

/** An event whose time nothing can read was asked for as well as any other. */
function isWithin({ from, to }: { readonly from: number; readonly to: number }, seconds: number): boolean {
  return Number.isNaN(seconds) || (Math.floor(seconds) >= from && Math.floor(seconds) <= to);
}
