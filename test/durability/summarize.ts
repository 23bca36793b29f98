import type { Withstood } from './withstand-kills.ts';

/** What a run has shown, in one line. */
export function summarize(run: Withstood): string {
  return [
    `${run.kills} kills (${run.killsAtStart} while starting), seed ${run.seed}, ${Math.round(run.seconds)} s:`,
    `${run.events} acknowledged events all arrived (${run.repeated} more than once) and are on record as delivered,`,
    `${run.apiWrites} acknowledged API writes all there,`,
    `${run.indexEntries} index entries equal their items,`,
    `${run.attempts} attempts (${run.interrupted} interrupted) without a number skipped or repeated.`,
  ].join(' ');
}
