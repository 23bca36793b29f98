import { Webhook } from 'standardwebhooks';
import { startDeployedReceiver } from './deployed-receiver.ts';
import { startLocalReceiver } from './local-receiver.ts';
import type { AnswerRequest, Received, Receiver } from './received.ts';
import { readReceiverDeployment } from './receiver-deployment.ts';

export type { Received, Receiver, ReceiverAnswer } from './received.ts';

/**
 * A customer's endpoint: keeps what it is sent and answers what it is told to. It is on this machine, unless the
 * environment names a deployed one, which a deployed stack can reach.
 */
export function startReceiver(answer: AnswerRequest = () => ({ status: 204 })): Promise<Receiver> {
  const deployment = readReceiverDeployment(process.env);
  return deployment ? startDeployedReceiver(deployment, answer) : startLocalReceiver(answer);
}

/** Checks a request with the reference library, as a customer would. @throws if its signature is not right. */
export function verify(secret: string, { headers, body }: Received): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}
