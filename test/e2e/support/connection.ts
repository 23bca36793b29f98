import { readFileSync } from 'node:fs';

/** Where the stack under test is and with which keys: the `connection.json` that `npm start` writes. */
export type Connection = {
  readonly api_url: string;
  readonly aws_endpoint_url?: string;
  readonly region: string;
  readonly event_bus_name: string;
  readonly admin_key: string;
};

/**
 * The stack under test, from the file that the environment variable WEBHOOKS_CONNECTION names. `npm test` starts one
 * and sets it; for a deployed stack write the file by hand, without `aws_endpoint_url`.
 */
export const connection: Connection = readConnection();

function readConnection(): Connection {
  const path = process.env['WEBHOOKS_CONNECTION'];
  if (!path) throw new Error('Set WEBHOOKS_CONNECTION to the connection.json of a running stack.');
  return JSON.parse(readFileSync(path, 'utf8')) as Connection;
}
