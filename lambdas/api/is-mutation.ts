import type { Route } from './route.ts';

/** Whether a route changes something that an account or the installation has; some that only look are POSTs as well. */
export function isMutation({ method, access }: Pick<Route, 'method' | 'access'>): boolean {
  return method !== 'GET' && (access === 'manage' || access === 'administrator');
}
