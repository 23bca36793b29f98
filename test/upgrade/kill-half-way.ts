import { cpSync } from 'node:fs';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { startPlatform } from '../durability/platform-process.ts';
import { expect } from '../local/story-world.ts';
import { halfMadeSubscription } from './kept-subscriptions.ts';
import { createPlatformAccess, type PlatformAccess } from './platform-access.ts';

const PATIENCE_MS = 20_000;

/**
 * Makes a subscription and ends the platform when its first queue is there.
 * @returns the subscription's id
 */
export async function killHalfWay({ api, aws }: PlatformAccess, kill: () => Promise<void>): Promise<string> {
  const listed = async () => (await aws.sqs.send(new ListQueuesCommand({}))).QueueUrls ?? [];
  const before = new Set(await listed());
  // Its answer never comes: the platform is killed before.
  const creating = api('POST', '/v1/subscriptions', halfMadeSubscription).catch(() => undefined);
  const deadline = performance.now() + PATIENCE_MS;
  // Without a pause, because all of it is made within a tenth of a second.
  while (performance.now() < deadline) {
    const made = (await listed()).find((url) => !before.has(url));
    if (made === undefined) continue;
    await kill();
    await creating;
    return /sub_[^-/]+/.exec(made)?.[0] ?? '';
  }
  throw new Error(`No queue was made: ${JSON.stringify(await creating)}`);
}

/**
 * Starts the release on a copy of the directory and looks at the subscription, before a minute is over and it is mended.
 * @throws {Error} when the kill came too late
 */
export async function checkHalfMade(
  id: string,
  release: { readonly dataDirectory: string; readonly projectDirectory: string; readonly key: string },
): Promise<void> {
  const copy = `${release.dataDirectory}-copy`;
  cpSync(release.dataDirectory, copy, { recursive: true });
  const platform = startPlatform(copy, release.projectDirectory);
  try {
    const { api, aws } = createPlatformAccess(await platform.ready(), release.key);
    const { status } = await expect(api('GET', `/v1/subscriptions/${id}`), 200);
    const { Rules = [] } = await aws.events.send(
      new ListRulesCommand({ EventBusName: 'webhooks-test', NamePrefix: `webhooks-test-${id}` }),
    );
    if (status === 'provisioning' && Rules.length === 0) return;
    throw new Error(
      `The kill came too late, ${id} is ${String(status)} with ${Rules.length} rules: run it again.`,
    );
  } finally {
    await platform.kill();
  }
}
