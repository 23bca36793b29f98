import type { ResourceRecord } from './resource-records.ts';

/**
 * What names a resource among those of its type: its ARN where it has one. A queue's physical id is its URL, which is
 * another whenever the endpoint listens on another port.
 */
export function resourceIdentity({ type, physicalId, attributes }: ResourceRecord): string {
  return JSON.stringify([type, attributes['Arn'] ?? physicalId]);
}
