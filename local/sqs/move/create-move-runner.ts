import type { Core } from '../core.ts';
import { moveBatch } from './move-batch.ts';
import type { MoveTask } from './move-task.ts';

/** Runs message move tasks in the background. */
export type MoveRunner = { run(task: MoveTask): void; stop(): void };

/** What AWS moves at most. */
const MOST_PER_SECOND = 500;
const BATCHES_PER_SECOND = 10;

/** One batch after another, each after the time that the rate asks for; the first one at once. */
export function createMoveRunner(core: Core): MoveRunner {
  const timers = new Map<string, NodeJS.Timeout>();

  function step({ task_id, messages_per_second }: MoveTask): void {
    const rate = messages_per_second ?? MOST_PER_SECOND;
    const most = Math.max(1, Math.floor(rate / BATCHES_PER_SECOND));
    moveBatch(core, task_id, most);
    timers.delete(task_id);
    const task = core.moveTasks.find(task_id);
    if (task?.status === 'RUNNING') schedule(task, (most * 1000) / rate);
  }

  function schedule(task: MoveTask, delayMs: number): void {
    timers.set(
      task.task_id,
      setTimeout(() => step(task), delayMs),
    );
  }

  return {
    run: (task) => schedule(task, 0),
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
