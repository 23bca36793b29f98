import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import type { ProvisioningClients } from './apply-subscription.ts';
import { subscriptionIdIn, subscriptionPrefix } from './resource-names.ts';
import type { ResourceSettings } from './resource-settings.ts';

/** A page of AWS's own lists. */
export type ResourcePage = {
  /** The subscriptions whose resources are on it, each once. */
  readonly subscriptionIds: readonly string[];
  readonly next?: string;
};

export type ListResources = (
  clients: ProvisioningClients,
  settings: Pick<ResourceSettings, 'prefix' | 'eventBusName' | 'deliverFunctionArn'>,
  after: string | undefined,
) => Promise<ResourcePage>;

/** What is made at run time, by the kinds in which AWS lists it; only what carries the stage's prefix. */
export const listResources: Readonly<Record<'mappings' | 'rules' | 'queues', ListResources>> = {
  async mappings({ lambda }, { prefix, deliverFunctionArn }, after) {
    const { EventSourceMappings = [], NextMarker } = await lambda.send(
      new ListEventSourceMappingsCommand({
        FunctionName: deliverFunctionArn,
        ...(after !== undefined && { Marker: after }),
      }),
    );
    const queues = EventSourceMappings.filter(({ State }) => State !== 'Deleting').map(
      ({ EventSourceArn = '' }) => EventSourceArn.split(':').at(-1),
    );
    return page(prefix, queues, NextMarker);
  },

  async rules({ events }, { prefix, eventBusName }, after) {
    const { Rules = [], NextToken } = await events.send(
      new ListRulesCommand({
        EventBusName: eventBusName,
        NamePrefix: subscriptionPrefix(prefix),
        ...(after !== undefined && { NextToken: after }),
      }),
    );
    return page(
      prefix,
      Rules.map(({ Name }) => Name),
      NextToken,
    );
  },

  async queues({ sqs }, { prefix }, after) {
    const { QueueUrls = [], NextToken } = await sqs.send(
      new ListQueuesCommand({
        QueueNamePrefix: subscriptionPrefix(prefix),
        // Without it SQS gives no token and leaves out what is beyond a thousand.
        MaxResults: QUEUES_A_PAGE,
        ...(after !== undefined && { NextToken: after }),
      }),
    );
    return page(
      prefix,
      QueueUrls.map((url) => url.split('/').at(-1)),
      NextToken,
    );
  },
};

const QUEUES_A_PAGE = 200;

function page(
  prefix: string,
  names: readonly (string | undefined)[],
  next: string | undefined,
): ResourcePage {
  const ids = names.map((name = '') => subscriptionIdIn(prefix, name)).filter((id) => id !== undefined);
  return { subscriptionIds: [...new Set(ids)], ...(next && { next }) };
}
