export type Traces = {
  add(line: string): void;
  readonly lines: readonly string[];
  /** The first line that matches, as soon as there is one. @throws {Error} if none has come within `withinMs`. */
  waitFor(pattern: RegExp, withinMs?: number): Promise<string>;
};

const SHOWN = 20;

/** Lines that come in, to be waited for. */
export function createTraces(): Traces {
  const lines: string[] = [];
  const watchers = new Set<(line: string) => void>();
  return {
    lines,
    add(line) {
      lines.push(line);
      for (const watcher of watchers) watcher(line);
    },
    waitFor(pattern, withinMs = 20_000) {
      const found = lines.find((line) => pattern.test(line));
      if (found !== undefined) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(watcher);
          const last = lines.slice(-SHOWN).join('\n');
          reject(new Error(`No line matched ${pattern} within ${withinMs} ms. The last ones:\n${last}`));
        }, withinMs);
        const watcher = (line: string) => {
          if (!pattern.test(line)) return;
          clearTimeout(timer);
          watchers.delete(watcher);
          resolve(line);
        };
        watchers.add(watcher);
      });
    },
  };
}
