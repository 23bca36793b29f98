import { emfLine, type Measurements } from './emf-line.ts';

export type WriteMetrics = (measurements: Measurements) => void;

/**
 * Writes measurements onto standard output. Not by `console`: under Lambda's JSON log format that puts the document below
 * `message`, where CloudWatch finds no metrics.
 * @param stage what all of the stage's resources are named with
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function createWriteMetrics(stage: string, now: () => number): WriteMetrics {
  return (measurements) => {
    const line = emfLine(measurements, { stage, at: now() });
    if (line !== undefined) process.stdout.write(line);
  };
}
