import type { Bus } from '../bus/bus.ts';
import { limitExceeded } from '../limit-exceeded.ts';
import type { Limits } from '../limits.ts';

/** @throws {AwsError} `LimitExceededException` when the bus has no room for one more rule. */
export function refuseFullBus({ rulesPerBus }: Limits, bus: Bus): void {
  if (bus.rules.size >= rulesPerBus) throw limitExceeded(`${rulesPerBus} rules on one bus`);
}
