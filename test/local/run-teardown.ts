import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { SynthesizedStack } from './synthesized-stack.ts';

/** Runs `npm run teardown` against a stack. */
export async function runTeardown(
  { endpointUrl, region }: Pick<SynthesizedStack, 'endpointUrl' | 'region'>,
  ...args: string[]
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../teardown/teardown.ts'), ...args], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: endpointUrl,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('exit', resolve)),
  ]);
  return { code, output: out + errors };
}
