import assert from 'node:assert/strict';
import type { Api } from '../local/api.ts';
import type { Connection } from './platform-process.ts';

export type SubscriptionWriter = {
  /** How many writes the API has acknowledged. */
  readonly acknowledged: () => number;
  /** Writes one thing after the other until the function that it returns is called, or the platform is gone. */
  start(connection: Connection, api: Api): () => Promise<void>;
  /** @throws {AssertionError} if an acknowledged write is not there. */
  check(api: Api): Promise<void>;
  /** The subscriptions that must be active in the end. */
  living(): readonly string[];
};

/** What may be found of a subscription: its acknowledged state, or one that was asked for and never answered. */
type Known = { readonly descriptions: Set<string>; deleted: 'no' | 'maybe' | 'yes' };

const PAUSE_MS = 100;

/** A customer that creates, changes and deletes subscriptions to events that nobody emits. */
export function createSubscriptionWriter(random: () => number, url: string): SubscriptionWriter {
  const subscriptions = new Map<string, Known>();
  let writes = 0;
  let acknowledged = 0;

  async function write(api: Api): Promise<void> {
    const description = `write ${++writes}`;
    const living = [...subscriptions].filter(([, { deleted }]) => deleted === 'no');
    const [id, known] = living[Math.floor(random() * living.length)] ?? [];
    const choice = random();
    if (!id || !known || choice < 0.5) return create(api, description);
    if (choice < 0.8) return change(api, { id, known, description });
    known.deleted = 'maybe';
    assert.equal((await api('DELETE', `/v1/subscriptions/${id}`)).status, 202);
    known.deleted = 'yes';
    acknowledged++;
  }

  async function create(api: Api, description: string): Promise<void> {
    const { status, body } = await api('POST', '/v1/subscriptions', {
      url,
      events: ['agent.error'],
      description,
    });
    assert.equal(status, 201, JSON.stringify(body));
    subscriptions.set(String(body['id']), { descriptions: new Set([description]), deleted: 'no' });
    acknowledged++;
  }

  async function change(
    api: Api,
    { id, known, description }: { id: string; known: Known; description: string },
  ): Promise<void> {
    known.descriptions.add(description);
    const { status, body } = await api('PATCH', `/v1/subscriptions/${id}`, { description });
    assert.equal(status, 200, JSON.stringify(body));
    known.descriptions.clear();
    known.descriptions.add(description);
    acknowledged++;
  }

  return {
    acknowledged: () => acknowledged,
    living: () => [...subscriptions].filter(([, { deleted }]) => deleted === 'no').map(([id]) => id),
    start(_connection, api) {
      const stopping = new AbortController();
      const writing = (async () => {
        while (!stopping.signal.aborted) {
          try {
            await write(api);
          } catch (error) {
            if (error instanceof assert.AssertionError) throw error;
            return;
          }
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        }
      })();
      return async () => {
        stopping.abort();
        await writing;
      };
    },
    async check(api) {
      for (const [id, { descriptions, deleted }] of subscriptions) {
        const { status, body } = await api('GET', `/v1/subscriptions/${id}`);
        const isGone = status === 404 || body['status'] === 'deleting';
        if (deleted === 'yes') assert.ok(isGone, `${id} was deleted and is ${String(body['status'])}`);
        if (deleted === 'maybe' && isGone) continue;
        if (deleted === 'yes') continue;
        assert.equal(status, 200, `${id} was created and is not there: ${JSON.stringify(body)}`);
        assert.ok(
          descriptions.has(String(body['description'])),
          `${id} says "${String(body['description'])}" and was told ${[...descriptions].join(' or ')}`,
        );
      }
    },
  };
}
