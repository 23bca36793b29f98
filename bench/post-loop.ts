import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

/** What anyone would write by hand: signs one body and POSTs it over a kept connection. */
export function signAndPost(
  url: string,
  { secret, id, body }: { readonly secret: Buffer; readonly id: string; readonly body: string },
): Promise<void> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signature}`,
        },
      },
      (response) => {
        response.resume().on('end', () => {
          if (response.statusCode === 204) resolve();
          else reject(new Error(`The endpoint answered ${response.statusCode}.`));
        });
      },
    );
    outgoing.on('error', reject).end(body);
  });
}
