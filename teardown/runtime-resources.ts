import {
  DeleteRuleCommand,
  type EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  RemoveTargetsCommand,
  ResourceNotFoundException as RuleNotFound,
} from '@aws-sdk/client-eventbridge';
import {
  DeleteEventSourceMappingCommand,
  type LambdaClient,
  paginateListEventSourceMappings,
  ResourceInUseException,
  ResourceNotFoundException as MappingNotFound,
} from '@aws-sdk/client-lambda';
import {
  DeleteQueueCommand,
  paginateListQueues,
  QueueDoesNotExist,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { subscriptionPrefix } from '../shared/provisioning/resource-names.ts';
import { shardBusPrefix } from '../shared/shard/shard-bus-name.ts';
import { unlessMissing } from '../shared/storage/unless-missing.ts';

export type TeardownClients = {
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  readonly lambda: LambdaClient;
};

/** One kind of what a stage makes at run time. */
export type RuntimeResources = {
  readonly kind: string;
  /** All there are, those that are already going included. */
  list(): Promise<readonly string[]>;
  /** What is already gone, or going, is no error. */
  remove(item: string): Promise<void>;
};

/** In the order in which they are removed: delivery ends first, then routing, and last what holds messages. */
export function runtimeResources(clients: TeardownClients, prefix: string): readonly RuntimeResources[] {
  return [mappings(clients.lambda, prefix), rules(clients.events, prefix), queues(clients.sqs, prefix)];
}

/** Listed without the function, which may be gone by now. */
function mappings(lambda: LambdaClient, prefix: string): RuntimeResources {
  return {
    kind: 'event source mapping',
    async list() {
      const found: string[] = [];
      for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings(
        { client: lambda },
        {},
      ))
        for (const { UUID = '', EventSourceArn = '' } of EventSourceMappings)
          if (EventSourceArn.split(':').at(-1)?.startsWith(subscriptionPrefix(prefix))) found.push(UUID);
      return found;
    },
    async remove(UUID) {
      // One in transition can only be deleted after it; the next round tries again.
      await unlessMissing(ResourceInUseException, () =>
        unlessMissing(MappingNotFound, () => lambda.send(new DeleteEventSourceMappingCommand({ UUID }))),
      );
    },
  };
}

/** On whichever buses there are: how many shards the stage has, or had, its template says and not its name. */
function rules(events: EventBridgeClient, prefix: string): RuntimeResources {
  return {
    kind: 'rule',
    async list() {
      const found: string[] = [];
      for (const bus of await listBuses(events, prefix)) {
        const input = { EventBusName: bus, NamePrefix: subscriptionPrefix(prefix) };
        let NextToken: string | undefined;
        do {
          const command = new ListRulesCommand({ ...input, ...(NextToken && { NextToken }) });
          const page = await unlessMissing(RuleNotFound, () => events.send(command));
          found.push(...(page?.Rules ?? []).map(({ Name = '' }) => `${bus}/${Name}`));
          NextToken = page?.NextToken;
        } while (NextToken);
      }
      return found;
    },
    async remove(item) {
      const [EventBusName, name] = item.split('/');
      await unlessMissing(RuleNotFound, async () => {
        const rule = { Rule: name, EventBusName };
        const { Targets = [] } = await events.send(new ListTargetsByRuleCommand(rule));
        const Ids = Targets.map(({ Id = '' }) => Id);
        if (Ids.length > 0) await events.send(new RemoveTargetsCommand({ ...rule, Ids }));
        await events.send(new DeleteRuleCommand({ Name: name, EventBusName }));
      });
    },
  };
}

async function listBuses(events: EventBridgeClient, prefix: string): Promise<readonly string[]> {
  const found: string[] = [];
  let NextToken: string | undefined;
  do {
    const input = { NamePrefix: prefix, ...(NextToken && { NextToken }) };
    const page = await events.send(new ListEventBusesCommand(input));
    found.push(...(page.EventBuses ?? []).map(({ Name = '' }) => Name));
    NextToken = page.NextToken;
  } while (NextToken);
  return found.filter((name) => name === prefix || name.startsWith(shardBusPrefix(prefix)));
}

function queues(sqs: SQSClient, prefix: string): RuntimeResources {
  return {
    kind: 'queue',
    async list() {
      const found: string[] = [];
      const input = { QueueNamePrefix: subscriptionPrefix(prefix), MaxResults: 1_000 };
      for await (const { QueueUrls = [] } of paginateListQueues({ client: sqs }, input))
        found.push(...QueueUrls);
      return found;
    },
    async remove(QueueUrl) {
      await unlessMissing(QueueDoesNotExist, () => sqs.send(new DeleteQueueCommand({ QueueUrl })));
    },
  };
}
