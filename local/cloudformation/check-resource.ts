import type { ResourceType } from './resource-type.ts';
import type { TemplateResource } from './template.ts';

const RESOURCE_KEYS = new Set(
  'Type Properties DependsOn Condition Metadata DeletionPolicy UpdateReplacePolicy'.split(' '),
);
const POLICIES = new Set(['Delete', 'Retain', 'RetainExceptOnCreate']);

type Checked = {
  readonly resource: TemplateResource;
  /** Resolved, so that what a condition leaves out is not asked for. */
  readonly properties: unknown;
  /** Undefined if no such type is emulated. */
  readonly type: ResourceType | undefined;
  readonly problem: (sentence: string) => unknown;
};

/** Reports attributes, policies, types and properties that are not emulated. */
export function checkResource({ resource, properties, type, problem }: Checked): void {
  for (const key of Object.keys(resource))
    if (!RESOURCE_KEYS.has(key)) problem(`The resource attribute ${key} is not emulated.`);
  for (const policy of [resource.DeletionPolicy, resource.UpdateReplacePolicy])
    if (policy !== undefined && !POLICIES.has(policy)) problem(`The policy ${policy} is not emulated.`);
  if (!type) {
    problem(`The resource type ${resource.Type} is not emulated.`);
    return;
  }
  if (typeof properties !== 'object' || properties === null) return;
  for (const name of Object.keys(properties))
    if (!type.properties.includes(name))
      problem(`The property ${name} of ${type.type} is not emulated. Known: ${type.properties.join(', ')}.`);
}
