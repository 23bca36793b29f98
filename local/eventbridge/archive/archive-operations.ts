import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../../endpoint/operation.ts';
import { transaction } from '../../storage/transaction.ts';
import { requireBus } from '../bus/require-bus.ts';
import { arns } from '../arns.ts';
import { compilePattern } from '../pattern/compile-pattern.ts';
import { busNameOf } from '../request/bus-name-of.ts';
import { defineOperation } from '../request/define-operation.ts';
import { page } from '../request/page.ts';
import { NAME, optionalNumber, optionalText, requiredText } from '../request/read-parameter.ts';
import { refuseFullBus } from '../rule/refuse-full-bus.ts';
import { seconds } from '../request/seconds.ts';
import type { Core } from '../core.ts';
import type { Archive } from './archive.ts';
import { requireArchive } from './require-archive.ts';

const ARCHIVE_NAME = { ...NAME, max: 48 };

/** CreateArchive, DescribeArchive, UpdateArchive, DeleteArchive, ListArchives. */
export function archiveOperations(core: Core): Operations {
  const { context, buses } = core;
  const access = (action: string) => (input: JsonObject) => [
    { action, resource: arns.archive(context, requiredText(input, 'ArchiveName')) },
  ];
  const named = (input: JsonObject) => requireArchive(core, requiredText(input, 'ArchiveName', ARCHIVE_NAME));
  return {
    CreateArchive: defineOperation({
      parameters: ['ArchiveName', 'EventSourceArn', 'Description', 'EventPattern', 'RetentionDays'],
      access: (input) => [
        ...access('events:CreateArchive')(input),
        { action: 'events:CreateArchive', resource: requiredText(input, 'EventSourceArn') },
      ],
      run(input) {
        const name = requiredText(input, 'ArchiveName', ARCHIVE_NAME);
        requiredText(input, 'EventSourceArn');
        const bus = requireBus(core, busNameOf(context, input, 'EventSourceArn'));
        if (buses.archive(name))
          throw new AwsError('ResourceAlreadyExistsException', `Archive ${name} already exists.`);
        refuseFullBus(core.limits, bus);
        buses.putArchive(name, {
          bus: bus.name,
          retentionDays: 0,
          createdAt: context.now(),
          ...readChanges(core, input),
        });
        return answer(core, requireArchive(core, name));
      },
    }),
    DescribeArchive: defineOperation({
      parameters: ['ArchiveName'],
      access: access('events:DescribeArchive'),
      run(input) {
        const archive = named(input);
        const { description, eventPattern } = archive.record;
        return {
          ...summary(core, archive),
          ArchiveArn: arns.archive(context, archive.name),
          ...(description === undefined ? {} : { Description: description }),
          ...(eventPattern === undefined ? {} : { EventPattern: eventPattern }),
        };
      },
    }),
    UpdateArchive: defineOperation({
      parameters: ['ArchiveName', 'Description', 'EventPattern', 'RetentionDays'],
      access: access('events:UpdateArchive'),
      run(input) {
        const { name, record } = named(input);
        buses.putArchive(name, { ...record, ...readChanges(core, input) });
        return answer(core, requireArchive(core, name));
      },
    }),
    DeleteArchive: defineOperation({
      parameters: ['ArchiveName'],
      access: access('events:DeleteArchive'),
      run(input) {
        const { name } = named(input);
        transaction(context.database, () => {
          context.database.prepare('DELETE FROM evb_archived_events WHERE archive = ?').run(name);
          buses.deleteArchive(name);
        });
      },
    }),
    ListArchives: defineOperation({
      parameters: ['NamePrefix', 'EventSourceArn', 'State', 'NextToken', 'Limit'],
      access: () => [{ action: 'events:ListArchives', resource: '*' }],
      run(input) {
        const { items, ...rest } = page(listed(core, input), ({ name }) => name, input);
        return { Archives: items.map((archive) => summary(core, archive)), ...rest };
      },
    }),
  };
}

function readChanges(core: Core, input: JsonObject) {
  const description = optionalText(input, 'Description', { max: 512 });
  const eventPattern = optionalText(input, 'EventPattern');
  if (eventPattern !== undefined) compilePattern(eventPattern, { maxLength: core.limits.patternLength });
  const retentionDays = optionalNumber(input, 'RetentionDays', { min: 0, max: 2_147_483_647 });
  return {
    ...(description === undefined ? {} : { description }),
    ...(eventPattern === undefined ? {} : { eventPattern }),
    ...(retentionDays === undefined ? {} : { retentionDays }),
  };
}

function listed(core: Core, input: JsonObject): Archive[] {
  const prefix = optionalText(input, 'NamePrefix') ?? '';
  const source = optionalText(input, 'EventSourceArn');
  const bus =
    source === undefined ? undefined : requireBus(core, busNameOf(core.context, input, 'EventSourceArn'));
  const state = optionalText(input, 'State') ?? 'ENABLED';
  return [...core.buses.archives()].filter(
    ({ name, record }) =>
      name.startsWith(prefix) && state === 'ENABLED' && (bus === undefined || record.bus === bus.name),
  );
}

function answer({ context }: Core, { name, record }: Archive): JsonObject {
  return {
    ArchiveArn: arns.archive(context, name),
    State: 'ENABLED',
    CreationTime: seconds(record.createdAt),
  };
}

function summary({ context }: Core, { name, record }: Archive): JsonObject {
  const counted = context.database
    .prepare('SELECT COUNT(*) AS events, TOTAL(size) AS bytes FROM evb_archived_events WHERE archive = ?')
    .get(name);
  return {
    ArchiveName: name,
    EventSourceArn: arns.bus(context, record.bus),
    State: 'ENABLED',
    RetentionDays: record.retentionDays,
    SizeBytes: Number(counted?.['bytes']),
    EventCount: Number(counted?.['events']),
    CreationTime: seconds(record.createdAt),
  };
}
