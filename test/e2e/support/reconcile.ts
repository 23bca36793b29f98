import { InvokeCommand } from '@aws-sdk/client-lambda';
import { awsClients } from './aws-clients.ts';
import { connection } from './connection.ts';

/**
 * Has reconcile look at one subscription now instead of with its next tick, a minute apart at the most often that
 * EventBridge has. The function is named after the stage, as the bus is.
 */
export async function reconcileNow(accountId: string, subscriptionId: string): Promise<void> {
  const { FunctionError, Payload } = await awsClients.lambda.send(
    new InvokeCommand({
      FunctionName: `${connection.event_bus_name}-reconcile`,
      Payload: JSON.stringify({ account_id: accountId, subscription_id: subscriptionId }),
    }),
  );
  if (FunctionError) throw new Error(`reconcile failed: ${Buffer.from(Payload ?? []).toString('utf8')}`);
}
