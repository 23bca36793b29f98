import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operation, Operations } from '../../endpoint/operation.ts';
import type { Core } from '../core.ts';
import { textMember } from './text-member.ts';

const MOST_TAGS = 50;

/** Tags of functions and event source mappings. */
export function tagOperations(core: Core): Operations {
  return {
    ListTags: operation('lambda:ListTags', (input) => ({ Tags: tagged(core, input).tags })),
    TagResource: operation('lambda:TagResource', (input) => {
      const { tags, put } = tagged(core, input);
      const all = { ...tags, ...(input['Tags'] as Record<string, string>) };
      if (Object.keys(all).length > MOST_TAGS)
        throw new AwsError(
          'InvalidParameterValueException',
          `The resource would have ${Object.keys(all).length} tags; at most ${MOST_TAGS} are allowed.`,
        );
      put(all);
      return {};
    }),
    UntagResource: operation('lambda:UntagResource', (input) => {
      const { tags, put } = tagged(core, input);
      const gone = new Set(input['TagKeys'] as readonly string[]);
      put(Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key))));
      return {};
    }),
  };
}

function operation(action: string, run: Operation['run']): Operation {
  return { access: (input) => [{ action, resource: textMember(input, 'Resource') }], run };
}

function tagged({ functions, mappings }: Core, input: JsonObject) {
  const arn = textMember(input, 'Resource');
  const [, , , , , kind, id = ''] = arn.split(':');
  if (kind === 'event-source-mapping')
    return { tags: mappings.get(id).tags, put: (tags: Record<string, string>) => mappings.tag(id, tags) };
  if (kind !== 'function')
    throw new AwsError(
      'InvalidParameterValueException',
      `Resource is ${JSON.stringify(arn)}; it must be the ARN of a function or an event source mapping.`,
    );
  const configuration = functions.get(id);
  return {
    tags: configuration.tags,
    put: (tags: Record<string, string>) => functions.put({ ...configuration, tags }),
  };
}
