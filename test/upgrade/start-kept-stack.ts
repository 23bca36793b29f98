import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasten } from '../local/hasten.ts';
import { setDeliverDurations } from '../local/set-durations.ts';
import { synthesizedAssembly } from '../local/synthesized-assembly.ts';
import { startSynthesizedStack, type SynthesizedStack } from '../local/synthesized-stack.ts';
import { type KeptDirectory, unpack } from './kept-directory.ts';
import { createPlatformAccess, type PlatformAccess } from './platform-access.ts';

/** Seconds that the present release gives a queue's visibility; the one before gave others. */
export const VISIBILITY_SECONDS = 6;

export type KeptStack = {
  readonly stack: SynthesizedStack;
  /** With the account's key of the directory. */
  readonly platform: PlatformAccess;
  /** How far the time of the stack is ahead of this machine's. */
  readonly clockOffsetMs: number;
  stop(): Promise<void>;
};

/** Starts the present release on a kept directory, at a time of its own: retentions would have ended everything by now. */
export async function startKeptStack(kept: KeptDirectory, at: number): Promise<KeptStack> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'webhooks-upgrade-'));
  unpack(kept.files, dataDirectory);
  // Made before the time is taken, because it takes seconds.
  await synthesizedAssembly();
  const clockOffsetMs = at - Date.now();
  const stack = await startSynthesizedStack({
    dataDirectory,
    clockOffsetMs,
    edit(template) {
      setDeliverDurations(template, VISIBILITY_SECONDS);
      hasten(template);
    },
  });
  const platform = createPlatformAccess(
    {
      api_url: stack.apiUrl,
      aws_endpoint_url: stack.endpointUrl,
      region: stack.region,
      event_bus_name: stack.outputs['EventBusName'] ?? '',
    },
    kept.keys.manage,
  );
  return {
    stack,
    platform,
    clockOffsetMs,
    async stop() {
      platform.aws.destroy();
      await stack.stop();
      rmSync(dataDirectory, { recursive: true });
    },
  };
}
