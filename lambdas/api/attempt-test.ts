import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { TestDelivery, TestedDelivery } from '../../shared/delivery/test-delivery.ts';

/**
 * Has `deliver` make a test attempt, for no other function may connect to an endpoint.
 * @throws {Error} where the function failed; what the endpoint does is in the answer
 */
export async function attemptTest(
  { lambda, functionName }: { readonly lambda: LambdaClient; readonly functionName: string },
  wanted: TestDelivery,
): Promise<TestedDelivery> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(wanted)) }),
  );
  const text = Buffer.from(Payload ?? []).toString('utf8');
  if (FunctionError) throw new Error(`The test was not made: ${FunctionError} ${text.slice(0, 500)}`);
  return JSON.parse(text) as TestedDelivery;
}
