import { fetchAdminKey } from './admin-key.ts';
import { localAwsAccess } from './aws-access.ts';
import type { boot } from './boot.ts';
import type { Connection } from './connection-file.ts';
import { ensureDemoAccount } from './demo-account.ts';

/**
 * Finds out what a program needs to use the platform that has just started, making the account where it has none.
 * @param remembered what the last start on this data directory wrote.
 */
export async function connect(
  aws: Awaited<ReturnType<typeof boot>>,
  remembered: Connection | undefined,
): Promise<Connection> {
  const access = localAwsAccess(aws.endpointUrl, aws.region);
  const adminKey = await fetchAdminKey(access, output(aws.outputs, 'AdminKeySecretArn'));
  const account = await ensureDemoAccount(
    { apiUrl: aws.apiUrl, key: adminKey },
    remembered && { id: remembered.account_id, key: remembered.account_key },
  );
  return {
    api_url: aws.apiUrl,
    console_url: null,
    aws_endpoint_url: aws.endpointUrl,
    region: aws.region,
    event_bus_name: output(aws.outputs, 'EventBusName'),
    admin_key: adminKey,
    account_id: account.id,
    account_key: account.key,
  };
}

function output(outputs: Readonly<Record<string, string>>, name: string): string {
  const value = outputs[name];
  if (value !== undefined) return value;
  throw new Error(`The stack has no output ${name}; it has ${Object.keys(outputs).join(', ') || 'none'}.`);
}
