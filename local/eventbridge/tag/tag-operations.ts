import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../../endpoint/operation.ts';
import type { Access } from '../../iam/access.ts';
import { arns } from '../arns.ts';
import { defineOperation } from '../request/define-operation.ts';
import { requiredText } from '../request/read-parameter.ts';
import type { Core } from '../core.ts';
import { readTags, type Tags } from './tags.ts';

/** TagResource, UntagResource and ListTagsForResource, for buses and rules. */
export function tagOperations(core: Core, tags: Tags): Operations {
  const resource = (input: JsonObject) => requireResource(core, requiredText(input, 'ResourceARN'));
  return {
    TagResource: defineOperation({
      parameters: ['ResourceARN', 'Tags'],
      access: access('events:TagResource'),
      run: (input) => tags.put(resource(input), readTags(input)),
    }),
    UntagResource: defineOperation({
      parameters: ['ResourceARN', 'TagKeys'],
      access: access('events:UntagResource'),
      run: (input) => tags.delete(resource(input), (input['TagKeys'] ?? []) as string[]),
    }),
    ListTagsForResource: defineOperation({
      parameters: ['ResourceARN'],
      access: access('events:ListTagsForResource'),
      run: (input) => ({ Tags: tags.list(resource(input)) }),
    }),
  };
}

function access(action: string): (input: JsonObject) => Access[] {
  return (input) => [{ action, resource: requiredText(input, 'ResourceARN') }];
}

function requireResource({ context, buses }: Core, arn: string): string {
  for (const bus of buses.all()) {
    if (arns.bus(context, bus.name) === arn) return arn;
    for (const rule of bus.rules.values()) if (rule.arn === arn) return arn;
  }
  throw new AwsError('ResourceNotFoundException', `There is no bus or rule ${arn}.`);
}
