/** Which event types have reached the receiver with a right signature. */
export type Arrivals = {
  readonly note: (eventType: string) => void;
  /**
   * Waits until all of them have arrived, or until the signal aborts.
   * @returns those that have not arrived; none when all have.
   */
  readonly waitFor: (eventTypes: readonly string[], signal: AbortSignal) => Promise<string[]>;
};

export function createArrivals(): Arrivals {
  const arrived = new Set<string>();
  const noted = new EventTarget();

  function missing(eventTypes: readonly string[]): string[] {
    return eventTypes.filter((eventType) => !arrived.has(eventType));
  }

  return {
    note(eventType) {
      arrived.add(eventType);
      noted.dispatchEvent(new Event('noted'));
    },
    async waitFor(eventTypes, signal) {
      while (missing(eventTypes).length > 0 && !signal.aborted) await nextNote(noted, signal);
      return missing(eventTypes);
    },
  };
}

function nextNote(noted: EventTarget, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const waiting = new AbortController();
    const end = () => {
      waiting.abort();
      resolve();
    };
    noted.addEventListener('noted', end, { signal: waiting.signal });
    signal.addEventListener('abort', end, { signal: waiting.signal });
  });
}
