import { route } from '../route.ts';

/** The addresses that attempts come from, for endpoints behind an allow-list. */
export const listEgressIps = route({
  method: 'GET',
  path: '/v1/egress-ips',
  access: 'key',
  handle(_request, { egressIps }) {
    return { status: 200, body: { data: egressIps, next_cursor: null, static: egressIps.length > 0 } };
  },
});
