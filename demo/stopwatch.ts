/** Times the steps of a start by their names. */
export type Stopwatch = {
  /** Runs a step and remembers how long it took. */
  time<T>(name: string, step: () => Promise<T>): Promise<T>;
  /** `ready in 3.9 s: synth 1.8 s, boot 0.4 s`; the total includes what lies between the steps. */
  summary(): string;
};

export function createStopwatch(now: () => number): Stopwatch {
  const startedAt = now();
  const steps: string[] = [];
  return {
    async time(name, step) {
      const from = now();
      const result = await step();
      steps.push(`${name} ${seconds(now() - from)}`);
      return result;
    },
    summary: () => `ready in ${seconds(now() - startedAt)}: ${steps.join(', ')}`,
  };
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
