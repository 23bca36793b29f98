import assert from 'node:assert/strict';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Connection } from '../durability/platform-process.ts';
import { type Api, createApi } from '../local/api.ts';
import { type AwsClients, createAwsClients } from '../local/aws-clients.ts';

export const ACCOUNT_ID = 'kept';

/** The public interfaces of a running release, old or new. */
export type PlatformAccess = {
  readonly api: Api;
  readonly aws: AwsClients;
  /** Puts one event onto the bus; `data` is JSON text, because its numbers keep their digits. */
  emit(eventType: string, data: string): Promise<void>;
  /** Has reconcile do what its schedule has it do once a minute. */
  tick(): Promise<void>;
};

export function createPlatformAccess(connection: Omit<Connection, 'admin_key'>, key: string): PlatformAccess {
  const { api_url: apiUrl, aws_endpoint_url: endpointUrl, region, event_bus_name: busName } = connection;
  const aws = createAwsClients({ endpointUrl, region });
  return {
    api: createApi(apiUrl, key),
    aws,
    async emit(DetailType, data) {
      const Detail = `{"account_id":"${ACCOUNT_ID}","data":${data}}`;
      const entry = { EventBusName: busName, Source: 'freyavoice.calls', DetailType, Detail };
      const { FailedEntryCount } = await aws.events.send(new PutEventsCommand({ Entries: [entry] }));
      assert.equal(FailedEntryCount, 0);
    },
    async tick() {
      const Payload = JSON.stringify({ source: 'aws.events' });
      const { FunctionError } = await aws.lambda.send(
        new InvokeCommand({ FunctionName: `${busName}-reconcile`, Payload }),
      );
      assert.equal(FunctionError, undefined);
    },
  };
}
