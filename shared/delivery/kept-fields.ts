import type { Decision } from './decide.ts';
import type { Delivery, DeliveryState } from './delivery.ts';

/**
 * What a row keeps whatever an attempt does to it: the latest resend and replay, and, where the attempt is made aside,
 * the times that belong to the schedule.
 */
export function keptFields(
  {
    aside,
    resend,
    replay,
  }: Pick<Extract<Decision, { do: 'attempt' }>, 'resend' | 'replay'> & {
    readonly aside?: true | undefined;
  },
  before: DeliveryState | undefined,
): Pick<Delivery, 'resend' | 'replay' | 'nextAt' | 'slotAt'> {
  return {
    ...(resend !== undefined && { resend }),
    ...(replay !== undefined && { replay }),
    ...(aside && before?.nextAt !== undefined && { nextAt: before.nextAt }),
    ...(aside && before?.slotAt !== undefined && { slotAt: before.slotAt }),
  };
}
