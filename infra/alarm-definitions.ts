import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmDefinition } from './alarm-definition.ts';
import type { StageMetrics } from './stage-metrics.ts';
import type { StageNames } from './stage-names.ts';

export type AlarmDefinitionsProps = {
  readonly metrics: StageMetrics;
  readonly names: StageNames;
  /** How many functions may run at once in the AWS account and Region. */
  readonly accountConcurrency: number;
};

/** A share of the account's concurrency that leaves time to ask for more. */
const BUSY_SHARE = 0.8;
/** A message that waits longer is late to whoever counts on it; cold starts and batches take seconds. */
const LATE_MS = 5 * 60_000;
/** One failure is retried and nobody notices; a fault that lasts is there minute after minute. */
const LASTING = { bad: 3, of: 5 };

/** All alarms. No customer's failing endpoint raises any: those are counted apart, and are the customer's to see. */
export function alarmDefinitions(props: AlarmDefinitionsProps): readonly AlarmDefinition[] {
  return [...lostOrLate(props), ...notManaged(props), ...notMended(props), ...nearLimits(props)];
}

function lostOrLate({ metrics, names }: AlarmDefinitionsProps): readonly AlarmDefinition[] {
  return [
    {
      id: 'ingest-dead-letters',
      loss: 'events that were accepted reach none or not all of their subscriptions',
      metric: metrics.ofQueue(`${names.prefix}-ingest-dlq`, 'ApproximateNumberOfMessagesVisible'),
      // Reconcile sends again what it can with its next tick.
      periods: { bad: 5, of: 5 },
    },
    {
      id: 'pipeline-dead-letters',
      loss: 'messages were given up without a single attempt',
      metric: metrics.own('PipelineDeadLetters'),
    },
    {
      id: 'unusable-events',
      loss: 'events of an emitter reach nobody: they lack data or are too large',
      metric: metrics.own('Unusable'),
    },
    {
      id: 'late-messages',
      loss: 'messages to endpoints that are well arrive minutes late',
      metric: metrics.own('OldestUntriedMs', 'Maximum'),
      threshold: LATE_MS,
      periods: LASTING,
    },
    {
      id: 'deliver-errors',
      loss: 'whole batches of messages are not sent and come back later',
      metric: metrics.ofFunction('deliver', 'Errors'),
      periods: LASTING,
    },
    {
      id: 'records-failed',
      loss: 'single messages are not sent and come back later',
      metric: metrics.own('RecordsFailed'),
      periods: LASTING,
    },
    {
      id: 'log-not-written',
      loss: 'customers miss deliveries in their list that have arrived, and may get them twice',
      metric: metrics.own('LogNotWritten'),
      periods: LASTING,
    },
  ];
}

function notManaged({ metrics }: AlarmDefinitionsProps): readonly AlarmDefinition[] {
  return [
    {
      id: 'no-tick',
      loss: 'new, changed and deleted subscriptions stay half made, and nothing is healed',
      metric: metrics.own('Ticks'),
      periods: { bad: 10, of: 10 },
      whenMissing: true,
    },
    {
      id: 'reconcile-errors',
      loss: 'new, changed and deleted subscriptions wait to be made true',
      metric: metrics.ofFunction('reconcile', 'Errors'),
      periods: LASTING,
    },
    {
      id: 'subscriptions-not-made-true',
      loss: 'a subscription stays in provisioning, or a change of it does not apply',
      metric: metrics.own('ReconcileFailed'),
      // Throttling and mappings in transition are over within minutes.
      periods: { bad: 10, of: 15 },
    },
    {
      id: 'api-5xx',
      loss: 'customers cannot see or change their subscriptions; deliveries go on',
      metric: metrics.ofApi('5xx'),
      periods: LASTING,
    },
  ];
}

function notMended({ metrics }: AlarmDefinitionsProps): readonly AlarmDefinition[] {
  const jobs = { failed: metrics.own('JobsFailed'), stalled: metrics.own('JobsStalled') };
  return [
    {
      id: 'sweep-failed',
      loss: 'what is missing, changed or lost by accident is not found and put right',
      metric: metrics.own('SweepFailed').with({ period: Duration.hours(1) }),
      // A round takes an hour, and what failed once is taken again in the next.
      periods: { bad: 2, of: 3 },
    },
    {
      id: 'jobs-not-done',
      loss: 'a redrive or replay that a customer has asked for brings no messages',
      metric: new MathExpression({
        expression: 'FILL(failed, 0) + FILL(stalled, 0)',
        usingMetrics: jobs,
        period: jobs.failed.period,
        label: 'jobs that failed or get no further',
      }),
    },
  ];
}

function nearLimits({ metrics, accountConcurrency }: AlarmDefinitionsProps): readonly AlarmDefinition[] {
  const throttles = {
    api: metrics.ofFunction('api', 'Throttles'),
    deliver: metrics.ofFunction('deliver', 'Throttles'),
    reconcile: metrics.ofFunction('reconcile', 'Throttles'),
  };
  return [
    {
      id: 'throttles',
      loss: 'messages wait, and the API refuses requests, because Lambda runs no more functions at once',
      metric: new MathExpression({
        expression: 'FILL(api, 0) + FILL(deliver, 0) + FILL(reconcile, 0)',
        usingMetrics: throttles,
        period: throttles.api.period,
        label: 'throttled invocations',
      }),
      periods: LASTING,
    },
    {
      id: 'concurrency',
      loss: 'nothing yet; at the limit messages wait and the API refuses requests',
      metric: metrics.ofAccount('ClaimedAccountConcurrency'),
      threshold: Math.ceil(accountConcurrency * BUSY_SHARE),
      periods: LASTING,
    },
  ];
}
