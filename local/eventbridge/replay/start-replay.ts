import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import type { Archive } from '../archive/archive.ts';
import { requireBus } from '../bus/require-bus.ts';
import { arns } from '../arns.ts';
import { limitExceeded } from '../limit-exceeded.ts';
import { busNameOf } from '../request/bus-name-of.ts';
import { defineOperation, refuseUnknown } from '../request/define-operation.ts';
import { NAME, optionalText, optionalTime, requiredText } from '../request/read-parameter.ts';
import { seconds } from '../request/seconds.ts';
import type { Core } from '../core.ts';
import type { ReplayStore } from './replay-store.ts';

/** StartReplay: writes the order down; the replay runs on its own, over restarts. */
export function startReplay(core: Core, replays: ReplayStore): Operation {
  const { context, limits } = core;
  return defineOperation({
    parameters: [
      'ReplayName',
      'Description',
      'EventSourceArn',
      'EventStartTime',
      'EventEndTime',
      'Destination',
    ],
    access: (input) =>
      [
        requiredText(input, 'EventSourceArn'),
        arns.bus(context, busNameOf(context, destination(input), 'Arn')),
        arns.replay(context, requiredText(input, 'ReplayName')),
      ].map((resource) => ({ action: 'events:StartReplay', resource })),
    run(input) {
      const name = requiredText(input, 'ReplayName', NAME);
      const archive = readArchive(core, input);
      const filterArns = readFilter(core, archive, destination(input));
      const [eventStartTime, eventEndTime] = readSpan(input);
      if (replays.get(name))
        throw new AwsError('ResourceAlreadyExistsException', `Replay ${name} already exists.`);
      if (replays.active().length >= limits.concurrentReplays)
        throw limitExceeded(`${limits.concurrentReplays} replays at once`);
      const description = optionalText(input, 'Description', { max: 512 });
      const startedAt = context.now();
      const span = { eventStartTime, eventEndTime };
      replays.put({
        name,
        archive: archive.name,
        description,
        filterArns,
        ...span,
        state: 'STARTING',
        startedAt,
      });
      return {
        ReplayArn: arns.replay(context, name),
        State: 'STARTING',
        ReplayStartTime: seconds(startedAt),
      };
    },
  });
}

function destination(input: JsonObject): JsonObject {
  const value = (input['Destination'] ?? {}) as JsonObject;
  refuseUnknown(value, new Set(['Arn', 'FilterArns']));
  requiredText(value, 'Arn');
  return value;
}

function readArchive(core: Core, input: JsonObject): Archive {
  const arn = requiredText(input, 'EventSourceArn');
  const archive = [...core.buses.archives()].find(({ name }) => arns.archive(core.context, name) === arn);
  if (!archive)
    throw notValid('EventSourceArn', `Archive ${arn.split('/').slice(1).join('/')} does not exist.`);
  const bus = requireBus(core, busNameOf(core.context, destination(input), 'Arn'));
  if (bus.name !== archive.record.bus)
    throw notValid('Destination.Arn', 'Cross event bus replay is not permitted.');
  return archive;
}

function readFilter(core: Core, archive: Archive, { FilterArns }: JsonObject): string[] | undefined {
  if (FilterArns === undefined) return undefined;
  const wanted = FilterArns as string[];
  const known = new Set([...requireBus(core, archive.record.bus).rules.values()].map(({ arn }) => arn));
  const unknown = wanted.find((arn) => !known.has(arn));
  if (unknown !== undefined)
    throw notValid(
      'Destination.FilterArns',
      `Rule ${unknown} does not exist on EventBus ${archive.record.bus}.`,
    );
  return wanted;
}

function readSpan(input: JsonObject): [number, number] {
  const start = optionalTime(input, 'EventStartTime');
  const end = optionalTime(input, 'EventEndTime');
  if (start === undefined) throw notValid('EventStartTime', 'EventStartTime is a required argument.');
  if (end === undefined) throw notValid('EventEndTime', 'EventEndTime is a required argument.');
  if (start >= end) throw notValid('EventEndTime', 'EventStartTime must be before EventEndTime.');
  return [start, end];
}

function notValid(name: string, reason: string): AwsError {
  return new AwsError('ValidationException', `Parameter ${name} is not valid. Reason: ${reason}`);
}
