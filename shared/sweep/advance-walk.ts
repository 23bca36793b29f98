import type { CursorStore } from './cursor-store.ts';
import type { Walk, WalkPage } from './walk.ts';

export type SweepDependencies = {
  readonly cursors: CursorStore;
  readonly now: () => number;
  /** From the beginning of one round to that of the next. */
  readonly intervalMs: number;
  /** Whether there is time for another step. */
  readonly hasTime: () => boolean;
};

/**
 * Takes one walk a page further, or less where the time is short, and writes down how far it came. A step that fails is
 * logged, and is taken again in the next round.
 */
export async function advanceWalk(
  dependencies: SweepDependencies,
  walk: Walk,
): Promise<{ readonly steps: number; readonly failed: number }> {
  const { cursors, now, intervalMs, hasTime } = dependencies;
  const cursor = await cursors.get(walk.name);
  const rests = cursor && cursor.after === undefined && now() < cursor.startedAt + intervalMs;
  if (rests || !hasTime()) return { steps: 0, failed: 0 };
  const startedAt = cursor?.after === undefined ? now() : cursor.startedAt;
  const page = await readPage(walk, cursor?.after);
  const taken = await takeSteps(dependencies, walk, page);
  const after = taken.steps === page.steps.length ? page.next : (taken.position ?? cursor?.after);
  const isCutAtStart = after === undefined && taken.steps < page.steps.length;
  if (!isCutAtStart) await cursors.put(walk.name, { startedAt, ...(after !== undefined && { after }) });
  return taken;
}

/** AWS's tokens do not last for ever: a round whose position is lost begins again. */
async function readPage(walk: Walk, after: string | undefined): Promise<WalkPage> {
  try {
    return await walk.page(after);
  } catch (error) {
    if (after === undefined || !isLostPosition(error)) throw error;
    console.warn({ event: 'sweep_begins_again', walk: walk.name, error });
    return walk.page(undefined);
  }
}

const LOST_POSITION = /^(InvalidToken|Validation|InvalidParameterValue|InvalidAddress|InvalidNextToken)/;

function isLostPosition(error: unknown): boolean {
  return error instanceof Error && LOST_POSITION.test(error.name);
}

async function takeSteps({ hasTime }: SweepDependencies, walk: Walk, page: WalkPage) {
  const taken: { steps: number; failed: number; position?: string } = { steps: 0, failed: 0 };
  for (const step of page.steps) {
    if (!hasTime()) return taken;
    try {
      await step.visit();
    } catch (error) {
      taken.failed++;
      console.error({ event: 'sweep_step_failed', walk: walk.name, subject: step.subject, error });
    }
    taken.steps++;
    if (step.position !== undefined) taken.position = step.position;
  }
  return taken;
}
