import { createHash } from 'node:crypto';
import type { ApplyRequest } from '../../cloudformation/resource-type.ts';

/** The name of a resource that its template does not name: always the same for one resource of one stack. */
export function generatedName({ stackName, logicalId }: ApplyRequest, maxLength: number): string {
  const suffix = createHash('sha256')
    .update(`${stackName}/${logicalId}`)
    .digest('hex')
    .slice(0, 12)
    .toUpperCase();
  return `${`${stackName}-${logicalId}`.slice(0, maxLength - suffix.length - 1)}-${suffix}`;
}
