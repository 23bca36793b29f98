import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkedApp } from './checked-app.ts';

/** Synthesizes production under all rules, and fails with their report: a step of `npm run check`. */
const outdir = mkdtempSync(join(tmpdir(), 'webhooks-check-'));
try {
  checkedApp('prod', outdir).synth();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(outdir, { recursive: true });
}
