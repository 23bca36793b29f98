import { InvokeCommand } from '@aws-sdk/client-lambda';
import { awsClients } from './aws-clients.ts';
import { connection } from './connection.ts';

/** Has reconcile do what its schedule has it do once a minute. @throws {Error} if it fails. */
export async function tick(): Promise<void> {
  const { FunctionError, Payload } = await awsClients.lambda.send(
    new InvokeCommand({
      FunctionName: `${connection.event_bus_name}-reconcile`,
      Payload: Buffer.from(JSON.stringify({ source: 'aws.events' })),
    }),
  );
  if (FunctionError) throw new Error(`The tick failed: ${Payload?.transformToString()}`);
}
