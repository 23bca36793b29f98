import type { ResourceType } from '../../cloudformation/resource-type.ts';
import type { Operations } from '../../endpoint/operation.ts';
import type { Caller } from '../../iam/caller.ts';
import type { Core } from '../core.ts';
import { functionName } from '../function/function-name.ts';
import { mappingArn } from '../mapping/describe-mapping.ts';

/** `AWS::Lambda::EventSourceMapping`, made through the same operations as at run time. */
export function mappingResource(core: Core, operations: Operations): ResourceType {
  const { context, functions, mappings } = core;
  const caller: Caller = { kind: 'administrator', arn: `arn:aws:iam::${context.accountId}:root` };
  const call = (name: string, input: Record<string, unknown>) =>
    operations[name]?.run(input, caller, new AbortController().signal);

  return {
    type: 'AWS::Lambda::EventSourceMapping',
    properties: [
      'BatchSize',
      'Enabled',
      'EventSourceArn',
      'FunctionName',
      'FunctionResponseTypes',
      'MaximumBatchingWindowInSeconds',
      'ScalingConfig',
      'Tags',
    ],
    apply: async ({ properties }) => {
      const target = functions.get(functionName(properties['FunctionName'])).functionName;
      const known = mappings
        .list()
        .find((one) => one.eventSourceArn === properties['EventSourceArn'] && one.functionName === target);
      const Tags = tagsOf(properties['Tags']);
      if (known) {
        await mappings.settled(known.uuid);
        await call('UpdateEventSourceMapping', { ...DEFAULTS, ...properties, UUID: known.uuid });
        mappings.tag(known.uuid, Tags);
        return applied(known.uuid);
      }
      const created = (await call('CreateEventSourceMapping', { ...properties, Tags })) as { UUID: string };
      return applied(created.UUID);
    },
    remove: async ({ physicalId }) => {
      await mappings.settled(physicalId);
      if (mappings.find(physicalId)) await call('DeleteEventSourceMapping', { UUID: physicalId });
      await mappings.settled(physicalId);
    },
  };

  function applied(uuid: string) {
    return { physicalId: uuid, attributes: { Id: uuid, EventSourceMappingArn: mappingArn(context, uuid) } };
  }
}

/** A property that has left the template goes back to its default. */
const DEFAULTS = {
  BatchSize: 10,
  Enabled: true,
  FunctionResponseTypes: [],
  MaximumBatchingWindowInSeconds: 0,
  ScalingConfig: {},
};

function tagsOf(value: unknown): Record<string, string> {
  const tags = (value ?? []) as readonly { Key: string; Value: string }[];
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
