/** Spaces calls out evenly: each resolves when it may be made. */
export function createPace(options: {
  readonly perSecond: number;
  readonly now: () => number;
  /** Resolves at that time. */
  readonly waitUntil: (at: number) => Promise<void>;
}): () => Promise<void> {
  const { perSecond, now, waitUntil } = options;
  let next = 0;
  return async () => {
    const at = Math.max(next, now());
    next = at + 1_000 / perSecond;
    if (at > now()) await waitUntil(at);
  };
}
