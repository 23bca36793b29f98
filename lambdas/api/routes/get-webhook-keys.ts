import { ProblemError } from '../../../shared/problem/problem-error.ts';
import { shownText } from '../../../shared/problem/shown-text.ts';
import { onlyLive } from '../../../shared/signature/live-secrets.ts';
import { isSubscriptionId } from '../../../shared/subscription/subscription-id.ts';
import { route } from '../route.ts';

/** Receivers may ask for every request, so they may also keep the answer for a while: far less than a day's overlap. */
const CACHE = 'public, max-age=300';

export const getWebhookKeys = route({
  method: 'GET',
  path: '/.well-known/webhook-keys/{subscription_id}',
  access: 'public',
  async handle({ parameters: { subscription_id: id = '' } }, { publicKeys, now }) {
    const stored = isSubscriptionId(id) ? await publicKeys.get(id) : [];
    const keys = onlyLive(stored, now()).map(({ publicKey, createdAt, expiresAt }) => ({
      public_key: publicKey,
      algorithm: 'ed25519',
      created_at: new Date(createdAt).toISOString(),
      expires_at: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
    }));
    if (keys.length > 0) return { status: 200, headers: { 'cache-control': CACHE }, body: { keys } };
    throw new ProblemError(
      'not_found',
      `There are no public keys of a subscription ${shownText(id)}: it is unknown, deleted, or not signed with ed25519.`,
    );
  },
});
