import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { FunctionVerb, StageNames } from './stage-names.ts';

export type StageMetricsProps = {
  readonly names: StageNames;
  /** The HTTP API, whose id AWS chooses. */
  readonly apiId: string;
};

export type StageMetrics = ReturnType<typeof stageMetrics>;

/** The metrics of a stage: its own, which the functions write into their logs, and those that AWS keeps. */
export function stageMetrics({ names, apiId }: StageMetricsProps) {
  return {
    /** What the functions count and measure. */
    own: (metricName: string, statistic = 'Sum') =>
      metric('Webhooks', metricName, { Stage: names.prefix }, statistic),
    ofFunction: (verb: FunctionVerb, metricName: string, statistic = 'Sum') =>
      metric('AWS/Lambda', metricName, { FunctionName: names.functionName(verb) }, statistic),
    /** Of all that runs in this AWS account and Region. */
    ofAccount: (metricName: string) => metric('AWS/Lambda', metricName, {}, 'Maximum'),
    ofQueue: (queueName: string, metricName: string) =>
      metric('AWS/SQS', metricName, { QueueName: queueName }, 'Maximum'),
    ofApi: (metricName: string, statistic = 'Sum') =>
      metric('AWS/ApiGateway', metricName, { ApiId: apiId }, statistic),
  };
}

function metric(
  namespace: string,
  metricName: string,
  dimensionsMap: Record<string, string>,
  statistic: string,
): Metric {
  return new Metric({ namespace, metricName, dimensionsMap, statistic, period: Duration.minutes(1) });
}
