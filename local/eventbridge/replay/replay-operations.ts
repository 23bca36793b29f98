import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operations } from '../../endpoint/operation.ts';
import { arns } from '../arns.ts';
import { defineOperation } from '../request/define-operation.ts';
import { page } from '../request/page.ts';
import { NAME, optionalText, requiredText } from '../request/read-parameter.ts';
import { seconds } from '../request/seconds.ts';
import type { Core } from '../core.ts';
import type { Replay, ReplayStore } from './replay-store.ts';
import { startReplay } from './start-replay.ts';

/** StartReplay, DescribeReplay, CancelReplay, ListReplays. */
export function replayOperations(core: Core, replays: ReplayStore): Operations {
  const { context } = core;
  const access = (action: string) => (input: JsonObject) => [
    { action, resource: arns.replay(context, requiredText(input, 'ReplayName')) },
  ];
  const named = (input: JsonObject): Replay => {
    const name = requiredText(input, 'ReplayName', NAME);
    const replay = replays.get(name);
    if (!replay) throw new AwsError('ResourceNotFoundException', `Replay ${name} does not exist.`);
    return replay;
  };
  return {
    StartReplay: startReplay(core, replays),
    DescribeReplay: defineOperation({
      parameters: ['ReplayName'],
      access: access('events:DescribeReplay'),
      run: (input) => describe(core, named(input)),
    }),
    CancelReplay: defineOperation({
      parameters: ['ReplayName'],
      access: access('events:CancelReplay'),
      run(input) {
        const replay = named(input);
        if (replay.state !== 'STARTING' && replay.state !== 'RUNNING')
          throw new AwsError(
            'IllegalStatusException',
            `Replay ${replay.name} is not in a valid state for this operation: it is ${replay.state}.`,
          );
        replays.put({ ...replay, state: 'CANCELLING' });
        return { ReplayArn: arns.replay(context, replay.name), State: 'CANCELLING' };
      },
    }),
    ListReplays: defineOperation({
      parameters: ['NamePrefix', 'State', 'EventSourceArn', 'NextToken', 'Limit'],
      access: () => [{ action: 'events:ListReplays', resource: '*' }],
      run(input) {
        const prefix = optionalText(input, 'NamePrefix') ?? '';
        const state = optionalText(input, 'State');
        const source = optionalText(input, 'EventSourceArn');
        const found = replays
          .all()
          .filter(
            (replay) =>
              replay.name.startsWith(prefix) &&
              (state === undefined || replay.state === state) &&
              (source === undefined || arns.archive(context, replay.archive) === source),
          );
        const { items, ...rest } = page(found, ({ name }) => name, input);
        return { Replays: items.map((replay) => summary(core, replay)), ...rest };
      },
    }),
  };
}

function describe(core: Core, replay: Replay): JsonObject {
  const { context } = core;
  const bus = core.buses.archive(replay.archive)?.record.bus ?? 'default';
  return {
    ...summary(core, replay),
    ReplayArn: arns.replay(context, replay.name),
    ...(replay.description === undefined ? {} : { Description: replay.description }),
    Destination: {
      Arn: arns.bus(context, bus),
      ...(replay.filterArns === undefined ? {} : { FilterArns: replay.filterArns }),
    },
  };
}

function summary({ context }: Core, replay: Replay): JsonObject {
  return {
    ReplayName: replay.name,
    EventSourceArn: arns.archive(context, replay.archive),
    State: replay.state,
    ...(replay.stateReason === undefined ? {} : { StateReason: replay.stateReason }),
    EventStartTime: seconds(replay.eventStartTime),
    EventEndTime: seconds(replay.eventEndTime),
    ...(replay.last === undefined ? {} : { EventLastReplayedTime: seconds(replay.last.time) }),
    ReplayStartTime: seconds(replay.startedAt),
    ...(replay.endedAt === undefined ? {} : { ReplayEndTime: seconds(replay.endedAt) }),
  };
}
