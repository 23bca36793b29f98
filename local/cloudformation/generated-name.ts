import { createHash } from 'node:crypto';
import type { ApplyRequest } from './resource-type.ts';

/**
 * The name of a resource whose template gives none: stack, logical id and a suffix that is the same at every start.
 * @param limit the most characters that the service allows; the suffix is kept, the rest is cut.
 */
export function generatedName(request: Pick<ApplyRequest, 'stackName' | 'logicalId'>, limit: number): string {
  const { stackName, logicalId } = request;
  const suffix = createHash('sha256')
    .update(`${stackName}/${logicalId}`)
    .digest('base64url')
    .replaceAll(/[-_]/g, '0');
  const tail = suffix.slice(0, 12);
  return `${`${stackName}-${logicalId}`.slice(0, limit - tail.length - 1)}-${tail}`;
}
