import type { AppliedStack } from './apply-stack.ts';
import { resourceIdentity } from './resource-identity.ts';
import type { ResourceRecord, ResourceRecords } from './resource-records.ts';
import type { ResourceType } from './resource-type.ts';

type RemoveOptions = {
  readonly types: ReadonlyMap<string, ResourceType>;
  readonly records: ResourceRecords;
  readonly log: (sentence: string) => void;
};

/**
 * Removes what left a stack's template or was replaced, newest first, unless its policy retains it. As on AWS a
 * resource that cannot be removed fails nobody: it is told, stays known, and is tried again at the next start.
 */
export async function removeLeftovers(
  stack: AppliedStack,
  { types, records, log }: RemoveOptions,
): Promise<void> {
  const current = new Map(stack.resources.map((resource) => [identity(resource), resource.physicalId]));
  const kept = new Set(stack.resources.map(({ logicalId }) => logicalId));
  for (const record of records.ofStack(stack.stackName)) {
    const now = current.get(identity(record));
    if (now !== undefined) {
      if (now !== record.physicalId) records.forget(record);
      continue;
    }
    const name = `${record.stackName}: ${record.logicalId} (${record.type} ${record.physicalId})`;
    const policy = kept.has(record.logicalId) ? record.replacePolicy : record.deletionPolicy;
    if (policy !== 'Delete') log(`${name} left the template and is kept, as its policy ${policy} says.`);
    else if (!(await isRemoved(record, { name, types, log }))) continue;
    records.forget(record);
  }
}

/** What makes a resource of the template the same at the next start. */
function identity(record: ResourceRecord): string {
  return JSON.stringify([record.logicalId, resourceIdentity(record)]);
}

type Removal = Pick<RemoveOptions, 'types' | 'log'> & { readonly name: string };

async function isRemoved(record: ResourceRecord, { name, types, log }: Removal): Promise<boolean> {
  const type = types.get(record.type);
  if (!type) {
    log(`${name} left the template but this release cannot remove its type.`);
    return false;
  }
  try {
    await type.remove(record);
    return true;
  } catch (error) {
    log(`${name} could not be removed: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
