import type { RuntimeResources } from './runtime-resources.ts';

export type RemoveOptions = {
  readonly print: (line: string) => void;
  /** Resolves when the next call may be made. */
  readonly pace: () => Promise<void>;
  /** Resolves a little later, before lists are read again. */
  readonly pause: () => Promise<void>;
  readonly now: () => number;
  /** How long AWS may take to show that everything is gone. */
  readonly withinMs: number;
};

/**
 * Removes everything of every kind, one kind after the other, and reads the lists again until they are empty: AWS goes
 * on showing what was deleted for up to a minute. What fails is tried again with the next round.
 * @returns how many of each kind there were
 * @throws {Error} naming what is still there when the time is over
 */
export async function removeAll(
  kinds: readonly RuntimeResources[],
  options: RemoveOptions,
): Promise<ReadonlyMap<string, number>> {
  const { print, pause, now, withinMs } = options;
  const removed = new Map<string, Set<string>>(kinds.map(({ kind }) => [kind, new Set()]));
  const deadline = now() + withinMs;
  for (;;) {
    let left: string[] = [];
    for (const resources of kinds) left = [...left, ...(await removeKind(resources, options, removed))];
    if (left.length === 0) break;
    if (now() > deadline) throw new Error(`Still there: ${left.join(', ')}. Run it again.`);
    await pause();
  }
  for (const [kind, items] of removed) print(`${items.size} ${kind}${items.size === 1 ? '' : 's'} removed`);
  return new Map([...removed].map(([kind, items]) => [kind, items.size]));
}

async function removeKind(
  { kind, list, remove }: RuntimeResources,
  { print, pace }: RemoveOptions,
  removed: ReadonlyMap<string, Set<string>>,
): Promise<readonly string[]> {
  const items = await list();
  for (const item of items) {
    await pace();
    try {
      await remove(item);
      removed.get(kind)?.add(item);
    } catch (error) {
      print(`${kind} ${item} is tried again: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return items;
}
