/** So many orphans are a table that was lost, wherever there are not more rows than that. */
const MANY = 10;

/**
 * Lets a few orphans be removed. A table that is empty or holds a fraction of what AWS has was lost or is just being
 * restored: its queues are then all that is left of what customers wait for.
 * @throws {Error} that says what to do
 */
export function refuseMassRemoval({ orphans, existing }: { orphans: number; existing: number }): void {
  if (orphans === 0 || (existing > 0 && (orphans <= MANY || orphans <= existing))) return;
  throw new Error(
    `${orphans} subscriptions have resources and no row, and the table has ${existing} rows: nothing is removed. ` +
      'If the table was lost, restore it (docs/restore.md); if they are really to go, run npm run teardown.',
  );
}
