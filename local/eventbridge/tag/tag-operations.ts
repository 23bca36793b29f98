import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../../endpoint/operation.ts';
import type { Access } from '../../iam/access.ts';
import { arns } from '../arns.ts';
import { defineOperation } from '../request/define-operation.ts';
import { requiredText } from '../request/read-parameter.ts';
import type { Core } from '../core.ts';
import { refuseManaged } from '../rule/refuse-managed.ts';
import type { Rule } from '../rule/rule.ts';
import { readTags, type Tags } from './tags.ts';

/** TagResource, UntagResource and ListTagsForResource, for buses and rules. */
export function tagOperations(core: Core, tags: Tags): Operations {
  const find = (input: JsonObject) => requireResource(core, requiredText(input, 'ResourceARN'));
  const toChange = (input: JsonObject): string => {
    const { arn, rule } = find(input);
    refuseManaged(rule);
    return arn;
  };
  return {
    TagResource: defineOperation({
      parameters: ['ResourceARN', 'Tags'],
      access: access('events:TagResource'),
      run: (input) => tags.put(toChange(input), readTags(input)),
    }),
    UntagResource: defineOperation({
      parameters: ['ResourceARN', 'TagKeys'],
      access: access('events:UntagResource'),
      run: (input) => tags.delete(toChange(input), (input['TagKeys'] ?? []) as string[]),
    }),
    ListTagsForResource: defineOperation({
      parameters: ['ResourceARN'],
      access: access('events:ListTagsForResource'),
      run: (input) => ({ Tags: tags.list(find(input).arn) }),
    }),
  };
}

function access(action: string): (input: JsonObject) => Access[] {
  return (input) => [{ action, resource: requiredText(input, 'ResourceARN') }];
}

function requireResource({ context, buses }: Core, arn: string): { arn: string; rule?: Rule } {
  for (const bus of buses.all()) {
    if (arns.bus(context, bus.name) === arn) return { arn };
    for (const rule of bus.rules.values()) if (rule.arn === arn) return { arn, rule };
  }
  throw new AwsError('ResourceNotFoundException', `There is no bus or rule ${arn}.`);
}
