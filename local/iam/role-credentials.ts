import { createHash } from 'node:crypto';

export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
};

/** What every access key of a role begins with, so that a key of a removed role is never taken for a stranger's. */
export const ROLE_KEY_PREFIX = 'ASIAEMBEDDED';

/**
 * The credentials under which a function acts as its role: the same ones at every start. They are names and no
 * secrets: the embedded AWS listens on loopback and lets any unknown key act as the administrator.
 */
export function roleCredentials(roleArn: string): Credentials {
  const digest = (purpose: string): string =>
    createHash('sha256').update(`${purpose}:${roleArn}`).digest('hex');
  return {
    accessKeyId: ROLE_KEY_PREFIX + digest('id').slice(0, 8).toUpperCase(),
    secretAccessKey: digest('secret').slice(0, 40),
    sessionToken: digest('token'),
  };
}
