import type { Api } from './api.ts';
import { eventually } from './eventually.ts';

export type DeliveryResource = {
  readonly message_id: string;
  readonly status: string;
  readonly round: number;
  readonly next_at: string | null;
  readonly attempts: readonly { readonly number: number; readonly round: number; readonly outcome: string }[];
  readonly [field: string]: unknown;
};

/** The delivery once it is what is waited for. */
export function deliveryThat(
  api: Api,
  path: string,
  is: (delivery: DeliveryResource) => boolean,
): Promise<DeliveryResource> {
  return eventually(`${path} is as it should be`, async () => {
    const { status, body } = await api<DeliveryResource>('GET', path);
    return status === 200 && is(body) && body;
  });
}
