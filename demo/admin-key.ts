import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { AwsAccess } from './aws-access.ts';

/** Fetches the administrator's first key from where the stack keeps it, as an operator does after a deploy. */
export async function fetchAdminKey(access: AwsAccess, secretArn: string): Promise<string> {
  const client = new SecretsManagerClient({ ...access });
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    const secret: unknown = JSON.parse(SecretString ?? 'null');
    if (typeof secret === 'object' && secret !== null && 'key' in secret && typeof secret.key === 'string')
      return secret.key;
    throw new Error(`The secret ${secretArn} must be JSON with a "key", as the stack generates it.`);
  } finally {
    client.destroy();
  }
}
