import { listOf, ref } from './json-schema.ts';
import type { Operations } from './operation.ts';

const tag = 'subscriptions';
const subscription = ref('Subscription');
const path = '/v1/subscriptions';

const example = {
  url: 'https://example.com/webhooks',
  events: ['call.ended', 'agent.*'],
  filter: { outcome: ['success', { prefix: 'fail' }] },
  description: 'Calls into our CRM',
  metadata: { team: 'crm' },
  retry_policy: { schedule_seconds: [5, 300, 3600] },
};

export const subscriptionOperations: Operations = {
  [`POST ${path}`]: {
    id: 'createSubscription',
    tag,
    summary: 'Creates a subscription, and shows its secret this once',
    example,
    answers: { 201: ref('CreatedSubscription') },
    problems: ['limit_exceeded', 'account_deleting'],
  },
  [`GET ${path}`]: {
    id: 'listSubscriptions',
    tag,
    summary: 'Lists subscriptions in order of creation',
    answers: { 200: listOf(subscription) },
  },
  [`GET ${path}/{id}`]: {
    id: 'getSubscription',
    tag,
    summary: 'One subscription',
    answers: { 200: subscription },
  },
  [`PATCH ${path}/{id}`]: {
    id: 'changeSubscription',
    tag,
    summary: 'Changes the fields that are named; null puts back the default',
    example: { description: 'Calls into our new CRM', timeout_seconds: 10, filter: null },
    answers: { 200: subscription },
    problems: ['subscription_deleting', 'too_many_secrets'],
  },
  [`DELETE ${path}/{id}`]: {
    id: 'deleteSubscription',
    tag,
    summary: 'Begins to delete a subscription with its queues',
    answers: { 202: subscription },
  },
  ...move('pause', 'Holds deliveries; everything is kept'),
  ...move('resume', 'Delivers what was held, and goes on'),
  ...move('disable', 'Switches it off; new events do not reach it', { reason: 'the endpoint is rebuilt' }),
  ...move('enable', 'Switches it on again'),
  [`GET ${path}/{id}/secret`]: {
    id: 'getSubscriptionSecret',
    tag,
    summary: 'What signs now',
    answers: { 200: ref('SigningKeys') },
  },
  [`POST ${path}/{id}/rotate-secret`]: {
    id: 'rotateSubscriptionSecret',
    tag,
    summary: 'A new secret signs at once, older ones until the overlap ends',
    example: { overlap_seconds: 3600 },
    answers: { 200: ref('SigningKeys') },
    problems: ['subscription_deleting', 'too_many_secrets'],
  },
  [`POST ${path}/{id}/test`]: {
    id: 'testSubscription',
    tag,
    summary: 'Sends one made-up event that counts for nothing',
    example: { event_type: 'call.ended' },
    answers: { 200: ref('TestResult') },
    problems: ['subscription_deleting'],
  },
  [`POST ${path}/preview`]: {
    id: 'previewSubscription',
    tag,
    summary: "What a subscription would make of the account's latest messages; nothing is stored or sent",
    example: { events: ['call.*'], filter: { outcome: ['success'] } },
    answers: { 200: ref('Preview') },
  },
  'GET /.well-known/webhook-keys/{subscription_id}': {
    id: 'getWebhookKeys',
    tag,
    summary: 'The public keys that sign for an ed25519 subscription',
    answers: { 200: ref('PublicKeys') },
  },
};

function move(name: string, summary: string, body: object = {}): Operations {
  return {
    [`POST ${path}/{id}/${name}`]: {
      id: `${name}Subscription`,
      tag,
      summary,
      example: body,
      answers: { 200: subscription },
      problems: ['illegal_move', 'subscription_deleting'],
    },
  };
}
