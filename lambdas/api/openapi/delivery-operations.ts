import { listOf, ref } from './json-schema.ts';
import type { Operations } from './operation.ts';

const tag = 'deliveries';
const path = '/v1/subscriptions/{id}';

export const deliveryOperations: Operations = {
  [`GET ${path}/deliveries`]: {
    id: 'listDeliveries',
    tag,
    summary: 'Lists deliveries, the latest first',
    answers: { 200: listOf(ref('Delivery')) },
  },
  [`GET ${path}/deliveries/{message_id}`]: {
    id: 'getDelivery',
    tag,
    summary: 'One delivery with its attempts',
    answers: { 200: ref('DeliveryDetail') },
    problems: ['account_key_erased'],
  },
  [`GET ${path}/stats`]: {
    id: 'getStatistics',
    tag,
    summary: 'Counts and latency by hour or day, and what waits now',
    answers: { 200: ref('Statistics') },
  },
  'GET /v1/messages/{id}': {
    id: 'getMessage',
    tag,
    summary: 'A message with its deliveries over all subscriptions',
    answers: { 200: ref('Message') },
  },
  [`POST ${path}/deliveries/{message_id}/resend`]: {
    id: 'resendDelivery',
    tag,
    summary: 'Sends one message again',
    answers: { 202: ref('DeliveryDetail') },
    problems: ['subscription_not_active', 'account_key_erased'],
  },
  [`POST ${path}/redrive`]: {
    id: 'redriveSubscription',
    tag,
    summary: 'Sends all dead letters again',
    example: { dry_run: true },
    answers: { 200: ref('DryRun'), 202: ref('Job') },
    problems: ['subscription_not_active'],
  },
  [`POST ${path}/replay`]: {
    id: 'replaySubscription',
    tag,
    summary: 'Sends a span of past events again',
    example: { from: '2026-01-15T10:00:00Z', to: '2026-01-15T11:00:00Z', mode: 'missing', dry_run: true },
    answers: { 200: ref('DryRun'), 202: ref('Job') },
    problems: ['subscription_not_active'],
  },
  'GET /v1/jobs': {
    id: 'listJobs',
    tag,
    summary: 'Lists redrives and replays, the latest first',
    answers: { 200: listOf(ref('Job')) },
  },
  'GET /v1/jobs/{id}': { id: 'getJob', tag, summary: 'One job', answers: { 200: ref('Job') } },
  'POST /v1/jobs/{id}/cancel': {
    id: 'cancelJob',
    tag,
    summary: 'Stops a job',
    answers: { 202: ref('Job') },
    problems: ['job_ended'],
  },
};
