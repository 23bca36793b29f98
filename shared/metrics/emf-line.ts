/** What was measured, by the metric's name; several values of one metric are a list. Names ending in `Ms` are times. */
export type Measurements = Readonly<Record<string, number | readonly number[]>>;

export type EmfOptions = {
  /** The only dimension: a metric for each account or subscription would cost more than its deliveries. */
  readonly stage: string;
  /** When it was measured, in milliseconds since the epoch. */
  readonly at: number;
};

/** What CloudWatch reads of one metric in one document. */
const MOST_VALUES = 100;

/**
 * One log line that CloudWatch turns into metrics of the namespace `Webhooks`. Counts of zero and empty lists are left
 * out, for a metric costs by the hour in which it is written. Of a list the highest 100 values are kept.
 * @returns the line with its break, or undefined where nothing is left to say
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function emfLine(measurements: Measurements, { stage, at }: EmfOptions): string | undefined {
  const values = Object.entries(measurements).flatMap(([name, value]) => {
    const kept = typeof value === 'number' ? value : highest(value);
    return kept === 0 || (Array.isArray(kept) && kept.length === 0) ? [] : [[name, kept] as const];
  });
  if (values.length === 0) return undefined;
  const metrics = values.map(([name]) => ({
    Name: name,
    Unit: name.endsWith('Ms') ? 'Milliseconds' : 'Count',
  }));
  const directive = { Namespace: 'Webhooks', Dimensions: [['Stage']], Metrics: metrics };
  const document = {
    _aws: { Timestamp: at, CloudWatchMetrics: [directive] },
    Stage: stage,
    ...Object.fromEntries(values),
  };
  return `${JSON.stringify(document)}\n`;
}

function highest(values: readonly number[]): readonly number[] {
  if (values.length <= MOST_VALUES) return values;
  return values.toSorted((a, b) => b - a).slice(0, MOST_VALUES);
}
