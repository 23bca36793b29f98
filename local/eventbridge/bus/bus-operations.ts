import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../../endpoint/operation.ts';
import type { Access } from '../../iam/access.ts';
import { arns } from '../arns.ts';
import { limitExceeded } from '../limit-exceeded.ts';
import { busNameOf } from '../request/bus-name-of.ts';
import { defineOperation } from '../request/define-operation.ts';
import { page } from '../request/page.ts';
import { optionalText, requiredText } from '../request/read-parameter.ts';
import { seconds } from '../request/seconds.ts';
import type { Core } from '../core.ts';
import { readTags, type Tags } from '../tag/tags.ts';
import type { Bus } from './bus.ts';
import { requireBus } from './require-bus.ts';

/** CreateEventBus, DeleteEventBus, DescribeEventBus, ListEventBuses. */
export function busOperations(core: Core, tags: Tags): Operations {
  const { context, buses } = core;
  const access = (action: string) => (input: JsonObject) => [busAccess(core, action, input)];
  return {
    CreateEventBus: defineOperation({
      parameters: ['Name', 'Description', 'Tags'],
      access: (input) => [
        ...access('events:CreateEventBus')(input),
        ...(readTags(input).length > 0 ? access('events:TagResource')(input) : []),
      ],
      run(input) {
        const name = requiredText(input, 'Name', { pattern: /^[/.\-_A-Za-z0-9]+$/, max: 256 });
        if (name.includes('/'))
          throw new AwsError('ValidationException', 'Event bus name must not contain "/".');
        if (buses.get(name))
          throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
        if ([...buses.all()].length > core.limits.busesPerAccount)
          throw limitExceeded(`${core.limits.busesPerAccount} buses`);
        const description = optionalText(input, 'Description', { max: 512 });
        buses.putBus(name, { description, createdAt: context.now(), modifiedAt: context.now() });
        tags.put(arns.bus(context, name), readTags(input));
        return {
          EventBusArn: arns.bus(context, name),
          ...(description === undefined ? {} : { Description: description }),
        };
      },
    }),
    DeleteEventBus: defineOperation({
      parameters: ['Name'],
      access: access('events:DeleteEventBus'),
      run(input) {
        const name = busNameOf(context, input, 'Name');
        if (name === 'default') throw new AwsError('ValidationException', 'Cannot delete event bus default.');
        const bus = buses.get(name);
        if (!bus) return;
        if (bus.rules.size > 0)
          throw new AwsError(
            'ValidationException',
            `EventBus can't be deleted since it has rules: ${[...bus.rules.keys()].slice(0, 3).join(', ')}. Delete them first.`,
          );
        buses.deleteBus(name);
        tags.deleteAll(arns.bus(context, name));
      },
    }),
    DescribeEventBus: defineOperation({
      parameters: ['Name'],
      access: access('events:DescribeEventBus'),
      run: (input) => describe(core, requireBus(core, busNameOf(context, input, 'Name'))),
    }),
    ListEventBuses: defineOperation({
      parameters: ['NamePrefix', 'NextToken', 'Limit'],
      access: () => [{ action: 'events:ListEventBuses', resource: '*' }],
      run(input) {
        const prefix = optionalText(input, 'NamePrefix') ?? '';
        const found = [...buses.all()].filter(({ name }) => name.startsWith(prefix));
        const { items, ...rest } = page(found, ({ name }) => name, input);
        return { EventBuses: items.map((bus) => describe(core, bus)), ...rest };
      },
    }),
  };
}

function busAccess(core: Core, action: string, input: JsonObject): Access {
  const name = busNameOf(core.context, input, 'Name');
  return {
    action,
    resource: arns.bus(core.context, name),
    resourcePolicy: core.buses.get(name)?.record.policy,
  };
}

function describe({ context }: Core, { name, record }: Bus): JsonObject {
  return {
    Name: name,
    Arn: arns.bus(context, name),
    ...(record.description === undefined ? {} : { Description: record.description }),
    ...(record.policy === undefined ? {} : { Policy: JSON.stringify(record.policy) }),
    CreationTime: seconds(record.createdAt),
    LastModifiedTime: seconds(record.modifiedAt),
  };
}
