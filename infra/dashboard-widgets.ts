import type { Alarm, IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmStatusWidget, GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { StageMetrics } from './stage-metrics.ts';

export type DashboardWidgetsProps = {
  readonly metrics: StageMetrics;
  readonly alarms: readonly Alarm[];
  readonly ingestDlqName: string;
};

/** The rows of the dashboard: what is wrong, what customers get, what the platform does. */
export function dashboardWidgets(props: DashboardWidgetsProps): IWidget[][] {
  return [
    [
      new AlarmStatusWidget({
        title: 'Alarms, each with its section in docs/runbook.md',
        alarms: [...props.alarms],
        width: 24,
        height: 3,
      }),
    ],
    deliveries(props),
    platform(props),
  ];
}

function deliveries({ metrics }: DashboardWidgetsProps): IWidget[] {
  return [
    graph('Messages a minute', [metrics.own('Matched'), metrics.own('Delivered')]),
    graph("Customers' failures a minute", [
      metrics.own('Failed'),
      metrics.own('Retries'),
      metrics.own('Exhausted'),
      metrics.own('HiddenByBreaker'),
    ]),
    graph('From event to receipt, ms', [
      metrics.own('LagMs', 'p50'),
      metrics.own('LagMs', 'p99'),
      metrics.own('OldestUntriedMs', 'Maximum'),
    ]),
  ];
}

function platform({ metrics, ingestDlqName }: DashboardWidgetsProps): IWidget[] {
  return [
    graph('Faults a minute', [
      metrics.ofFunction('deliver', 'Errors'),
      metrics.ofFunction('reconcile', 'Errors'),
      metrics.own('RecordsFailed'),
      metrics.own('LogNotWritten'),
      metrics.own('ReconcileFailed'),
      metrics.own('SweepFailed'),
      metrics.own('JobsFailed'),
      metrics.own('JobsStalled'),
      metrics.own('Unusable'),
      metrics.ofQueue(ingestDlqName, 'ApproximateNumberOfMessagesVisible'),
    ]),
    graph('Functions running at once', [
      metrics.ofAccount('ClaimedAccountConcurrency'),
      metrics.ofFunction('deliver', 'ConcurrentExecutions', 'Maximum'),
      metrics.ofFunction('deliver', 'Throttles'),
    ]),
    graph('API', [
      metrics.ofApi('Count', 'SampleCount'),
      metrics.ofApi('4xx'),
      metrics.ofApi('5xx'),
      metrics.ofApi('Latency', 'p99'),
    ]),
  ];
}

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 8, height: 6 });
}
