import type { AccountCipher } from '../encryption/account-cipher.ts';
import { compress, decompress } from './compressed-json.ts';
import type { Attempt, AttemptExchange, Delivery, DeliveryState } from './delivery.ts';
import { attemptKey, deliveryKey, exchangeOf } from './delivery-row.ts';

/** What of a delivery its row has only encrypted, as one attribute: the payload, and the exchange of an inline attempt. */
export type DeliveryContent = { readonly body: string; readonly response?: AttemptExchange | undefined };

type SealedAttribute = { readonly sealed?: Uint8Array };

/**
 * Encrypts payloads, headers and answers under their account's key, each for its own row; all of it throws as `AccountCipher`
 * does. What customers send and answer is in no row in the open.
 */
export type DeliverySeal = {
  /** @param first the attempt that is kept inside the delivery's row */
  sealDelivery(delivery: Delivery, first?: Attempt): Promise<SealedAttribute>;
  openDelivery(delivery: DeliveryState, row: SealedAttribute): Promise<DeliveryContent>;
  /** Nothing where the attempt never came to a request. */
  sealAttempt(delivery: DeliveryState, attempt: Attempt): Promise<SealedAttribute>;
  openAttempt(delivery: DeliveryState, number: number, row: SealedAttribute): Promise<AttemptExchange>;
};

export function createDeliverySeal(cipher: Pick<AccountCipher, 'seal' | 'open'>): DeliverySeal {
  const seal = async (accountId: string, content: unknown, key: RowKey): Promise<SealedAttribute> => ({
    sealed: await cipher.seal(accountId, compress(content), contextOf(key)),
  });
  const open = async (accountId: string, sealed: Uint8Array, key: RowKey): Promise<unknown> =>
    decompress(await cipher.open(accountId, sealed, contextOf(key)));

  return {
    sealDelivery(delivery, first) {
      const content: DeliveryContent = { body: delivery.body, response: first && exchangeOf(first) };
      return seal(delivery.accountId, content, keyOf(delivery));
    },

    async openDelivery(delivery, { sealed }) {
      if (!sealed) throw new Error(`The row of ${contextOf(keyOf(delivery))} has no sealed payload.`);
      return (await open(delivery.accountId, sealed, keyOf(delivery))) as DeliveryContent;
    },

    async sealAttempt(delivery, attempt) {
      const exchange = exchangeOf(attempt);
      if (!exchange) return {};
      return seal(delivery.accountId, exchange, attemptKey(delivery, attempt.number));
    },

    async openAttempt(delivery, number, { sealed }) {
      if (!sealed) return {};
      return (await open(delivery.accountId, sealed, attemptKey(delivery, number))) as AttemptExchange;
    },
  };
}

type RowKey = { readonly pk: string; readonly sk: string };

function keyOf({ accountId, messageId, subscriptionId }: DeliveryState): RowKey {
  return deliveryKey(accountId, messageId, subscriptionId);
}

/** The row's key, so that what is sealed for one row opens for no other. */
function contextOf({ pk, sk }: RowKey): string {
  return `${pk}/${sk}`;
}
