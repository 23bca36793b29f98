import { archiveEvent } from '../archive/archive-event.ts';
import type { Bus } from '../bus/bus.ts';
import { isEnabled } from '../rule/rule.ts';
import type { Core } from '../core.ts';
import { deliverToTarget } from '../target/deliver-to-target.ts';
import { envelopeToJson, flattenJson, type Envelope } from './envelope.ts';

export type Route = {
  /** The ARNs of the only rules that may get the event. */
  readonly onlyRules?: ReadonlySet<string> | undefined;
  /** Whether a rule of another bus sent it here. Such an event is not sent on to a third bus, so nothing can go round. */
  readonly isForwarded?: boolean;
};

/**
 * Brings an event to the archives and the matching rules of a bus. Everything that must not be lost is written to the
 * database at once, so the caller's transaction decides.
 */
export function routeEvent(core: Core, bus: Bus, envelope: Envelope, route: Route = {}): void {
  const json = envelopeToJson(envelope);
  const flat = flattenJson(json);
  // AWS archives through a rule that asks for `replay-name` to be absent.
  if (envelope.replayName === undefined)
    for (const archive of bus.archives.values()) archiveEvent(core, archive, { envelope, json, flat });
  for (const name of bus.index.matches(flat)) {
    const rule = bus.rules.get(name);
    if (!rule || !isEnabled(rule.record)) continue;
    if (route.onlyRules && !route.onlyRules.has(rule.arn)) continue;
    for (const target of rule.record.targets)
      deliverToTarget(
        core,
        { rule, target, envelope, json, isForwarded: route.isForwarded ?? false },
        (next) => routeEvent(core, next, envelope, { isForwarded: true }),
      );
  }
}
