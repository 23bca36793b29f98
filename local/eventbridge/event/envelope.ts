import { flattenEvent, type FlatEvent } from '../pattern/flatten-event.ts';
import { parseJsonExactly } from '../pattern/parse-json-exactly.ts';

/** An event between PutEvents and its targets. */
export type Envelope = {
  readonly id: string;
  readonly detailType: string;
  readonly source: string;
  readonly account: string;
  /** Milliseconds since the epoch; targets see whole seconds. */
  readonly time: number;
  readonly region: string;
  readonly resources: readonly string[];
  /** The emitter's own text, so that numbers arrive as they were sent. */
  readonly detail: string;
  /** Only on events that a replay brings back. */
  readonly replayName?: string;
};

/** The event's JSON as targets get it, in AWS's order of members. */
export function envelopeToJson(envelope: Envelope): string {
  const head = {
    version: '0',
    id: envelope.id,
    'detail-type': envelope.detailType,
    source: envelope.source,
    account: envelope.account,
    time: toIsoSeconds(envelope.time),
    region: envelope.region,
    ...(envelope.replayName === undefined ? {} : { 'replay-name': envelope.replayName }),
    resources: envelope.resources,
  };
  return `${JSON.stringify(head).slice(0, -1)},"detail":${envelope.detail}}`;
}

/** What patterns see of an event's JSON. */
export function flattenJson(json: string): FlatEvent {
  return flattenEvent(parseJsonExactly(json));
}

/** `2015-11-11T21:31:47Z` */
function toIsoSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
