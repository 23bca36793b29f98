import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { type BlockList, connect, type NetConnectOpts } from 'node:net';

export type GuardedAgents = { readonly http: HttpAgent; readonly https: HttpsAgent };

/**
 * Keep-alive agents whose every connection is dialled by `net.connect` with the block list: the address that is checked
 * is the one that is dialled, whatever the name resolves to in between. `tls.connect` ignores block lists, so TLS is
 * handed a socket that was dialled that way.
 * @param blockList the addresses that are refused with `ERR_IP_BLOCKED`; none by default.
 */
export function createGuardedAgents(blockList?: BlockList): GuardedAgents {
  const http = new HttpAgent(KEEP_ALIVE);
  http.createConnection = (options) => dial(options as NetConnectOpts, blockList);
  const https = new HttpsAgent(KEEP_ALIVE);
  const startTls = https.createConnection.bind(https);
  https.createConnection = (options, callback) => {
    const overDialled = { ...options, socket: dial(options as NetConnectOpts, blockList) };
    return startTls(overDialled, callback);
  };
  return { http, https };
}

/** Idle connections are closed before the load balancers in front of most endpoints (60 s) do it. */
const KEEP_ALIVE = { keepAlive: true, maxFreeSockets: 64, timeout: 55_000, scheduling: 'lifo' } as const;

function dial(options: NetConnectOpts, blockList: BlockList | undefined) {
  return connect({ ...options, ...(blockList && { blockList }) });
}
