import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { AwsAccess } from './aws-access.ts';
import { callApi, type ApiAccess } from './call-api.ts';

/** PutEvents takes ten entries. */
const ENTRIES_PER_CALL = 10;

type EventTypeAnswer = { readonly name: string; readonly example: unknown };

type EventTypeList = { readonly data: readonly { readonly name: string; readonly operational: boolean }[] };

/**
 * Puts one event of every type in the catalogue onto the bus, each with its example, as a service of the company would.
 * Operational events are the platform's own to put.
 * @returns the names of the event types that were put.
 */
export async function emitExamples(options: {
  readonly api: ApiAccess;
  readonly aws: AwsAccess;
  readonly eventBusName: string;
  readonly accountId: string;
}): Promise<string[]> {
  const eventTypes = await fetchEventTypes(options.api);
  const entries = eventTypes.map(({ name, example }) => ({
    EventBusName: options.eventBusName,
    Source: `freyavoice.${name.split('.', 1)[0]}s`,
    DetailType: name,
    Detail: JSON.stringify({ account_id: options.accountId, data: example }),
  }));
  const client = new EventBridgeClient({ ...options.aws });
  try {
    for (let from = 0; from < entries.length; from += ENTRIES_PER_CALL) {
      const result = await client.send(
        new PutEventsCommand({ Entries: entries.slice(from, from + ENTRIES_PER_CALL) }),
      );
      const refused = result.Entries?.find((entry) => entry.ErrorCode);
      if (refused)
        throw new Error(`PutEvents refused an event: ${refused.ErrorCode} ${refused.ErrorMessage}`);
    }
  } finally {
    client.destroy();
  }
  return eventTypes.map(({ name }) => name);
}

async function fetchEventTypes(api: ApiAccess): Promise<EventTypeAnswer[]> {
  const list = (await callApi(api, { method: 'GET', path: '/v1/event-types' })) as EventTypeList;
  const ordinary = list.data.filter(({ operational }) => !operational);
  return Promise.all(
    ordinary.map(
      async ({ name }) =>
        (await callApi(api, { method: 'GET', path: `/v1/event-types/${name}` })) as EventTypeAnswer,
    ),
  );
}
