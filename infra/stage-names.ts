import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { shardBusPrefix } from '../shared/shard/shard-bus-name.ts';
import { shardBuses } from '../shared/shard/shard-buses.ts';
import type { Stage } from './stage.ts';

/** The functions, by the verb that names them. */
export type FunctionVerb = 'api' | 'deliver' | 'reconcile';

export type StageNames = ReturnType<typeof stageNames>;

/**
 * The names of a stage, and the ARNs built from them. Names are fixed, so that no deployment ever replaces a table, the
 * bus or a function that queues made at run time depend on; and ARNs are built from names, so that a policy can speak
 * of what is declared later, or made at run time, without a circular reference.
 */
export function stageNames(scope: Construct, stage: Stage) {
  const stack = Stack.of(scope);
  const prefix = `webhooks-${stage.name}`;
  const functionName = (verb: FunctionVerb) => `${prefix}-${verb}`;
  // IAM is global: without the Region in its name, a role would collide with the same stage in a second Region.
  const roleName = (verb: FunctionVerb) => `${prefix}-${verb}-${Aws.REGION}`;
  const queueArn = (name: string) => stack.formatArn({ service: 'sqs', resource: name });
  const forwarderRoleName = `${prefix}-forward-${Aws.REGION}`;
  const eventsArn = (resource: string, resourceName: string) =>
    stack.formatArn({ service: 'events', resource, resourceName });
  const onEachBus = (resource: string, rest = '') =>
    [prefix, ...(stage.shards > 1 ? [`${shardBusPrefix(prefix)}*`] : [])].map((bus) =>
      eventsArn(resource, bus + rest),
    );
  return {
    prefix,
    functionName,
    roleName,
    busName: prefix,
    busArn: stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: prefix }),
    /** Of all shards, the ingress bus first. */
    busNames: shardBuses({ eventBusName: prefix, shardCount: stage.shards }),
    /** All buses that carry rules of subscriptions. */
    busArns: onEachBus('event-bus'),
    /** Those of them that events are forwarded to. */
    shardBusArns: onEachBus('event-bus').slice(1),
    forwarderRoleName,
    /** The role that the ingress bus's events are put onto another shard's bus under. */
    forwarderRoleArn: stack.formatArn({
      service: 'iam',
      region: '',
      resource: 'role',
      resourceName: forwarderRoleName,
    }),
    roleArn: (verb: FunctionVerb) =>
      stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: roleName(verb) }),
    functionArn: (verb: FunctionVerb) =>
      stack.formatArn({
        service: 'lambda',
        resource: 'function',
        resourceName: functionName(verb),
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    /** Every subscription's queue and dead-letter queue. */
    subscriptionQueuesArn: queueArn(`${prefix}-sub_*`),
    /** Every subscription's dead-letter queue. */
    subscriptionDlqsArn: queueArn(`${prefix}-sub_*-dlq`),
    /** Every subscription's rule, on whichever shard. */
    subscriptionRulesArns: onEachBus('rule', `/${prefix}-sub_*`),
    /** Every rule of every shard but the first. */
    shardRulesArn: eventsArn('rule', `${shardBusPrefix(prefix)}*/${prefix}-*`),
    /** Every rule of the ingress bus, the stack's and the subscriptions'. */
    busRulesArn: stack.formatArn({
      service: 'events',
      resource: 'rule',
      resourceName: `${prefix}/${prefix}-*`,
    }),
    /** The archives of all buses, which are named like them. */
    archiveArns: onEachBus('archive'),
    /** Every replay that a job started. */
    replaysArn: stack.formatArn({ service: 'events', resource: 'replay', resourceName: `${prefix}.*` }),
    /** Every event source mapping of the account and Region; Lambda chooses their ids. */
    eventSourceMappingsArn: stack.formatArn({
      service: 'lambda',
      resource: 'event-source-mapping',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  };
}
