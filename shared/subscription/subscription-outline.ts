import {
  type AuthenticationResource,
  authenticationToResource,
} from '../authentication/authentication-resource.ts';
import { schemeOf, type SignatureScheme } from '../signature/signature-scheme.ts';
import type { Subscription } from './subscription.ts';

/** A subscription without its secrets and credentials: what is stored of it in the open, so that lists need no key. */
export type SubscriptionOutline = Omit<Subscription, 'secrets' | 'authentication'> & {
  readonly signature: SignatureScheme;
  /** Its authentication without what is write-only. */
  readonly shownAuthentication: AuthenticationResource;
};

export function subscriptionToOutline(subscription: Subscription): SubscriptionOutline {
  const { secrets: _secrets, authentication, ...open } = subscription;
  return {
    ...open,
    signature: schemeOf(subscription),
    shownAuthentication: authenticationToResource(authentication),
  };
}
