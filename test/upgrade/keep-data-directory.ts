// Makes the data directory that the upgrade test starts from, with a release: a step of releasing (CONTRIBUTING.md).
//   node bin/node24.js test/upgrade/keep-data-directory.ts [a checkout of the release; this one]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Connection, startPlatform } from '../durability/platform-process.ts';
import { type Api, createApi } from '../local/api.ts';
import { expect } from '../local/story-world.ts';
import { fillDirectory } from './fill-directory.ts';
import { type KeptDirectory, readFiles, writeKept } from './kept-directory.ts';
import { startKeptReceiver } from './kept-receiver.ts';
import { createOnce } from './kept-subscriptions.ts';
import { checkHalfMade, killHalfWay } from './kill-half-way.ts';
import { ACCOUNT_ID, createPlatformAccess } from './platform-access.ts';
import { readAnswers } from './read-answers.ts';

const projectDirectory = resolve(process.argv[2] ?? dirname(dirname(import.meta.dirname)));
const directory = mkdtempSync(join(tmpdir(), 'webhooks-kept-'));
const receiver = await startKeptReceiver(({ headers }) => Number(headers['x-status'] ?? 204));
try {
  const kept = await keep(join(directory, 'data'));
  console.log(`${kept.release} is kept in ${writeKept(kept)}.`);
} finally {
  await receiver.stop();
  rmSync(directory, { recursive: true });
}

async function keep(dataDirectory: string): Promise<KeptDirectory> {
  const release = startPlatform(dataDirectory, projectDirectory);
  try {
    const connection = await release.ready();
    const keys = await makeAccount(connection);
    const platform = createPlatformAccess(connection, keys.manage);
    const createdOnce = await createOnce(connection.api_url, keys.manage);
    const ids = await fillDirectory(platform);
    const answers = await readAnswers(platform.api, Object.values(ids));
    const jobId = await beginReplay(platform.api, ids.paused);
    const halfMade = await killHalfWay(platform, release.kill);
    const files = readFiles(dataDirectory);
    await checkHalfMade(halfMade, { dataDirectory, projectDirectory, key: keys.manage });
    return {
      release: versionOf(projectDirectory),
      keys,
      subscriptions: { ...ids, 'half-made': halfMade },
      answers,
      createdOnce,
      jobId,
      files,
    };
  } finally {
    await release.kill();
  }
}

async function makeAccount(connection: Connection): Promise<KeptDirectory['keys']> {
  const admin = createApi(connection.api_url, connection.admin_key);
  await expect(admin('POST', '/v1/accounts', { id: ACCOUNT_ID, name: 'Kept for later' }), 201);
  const keyOf = async (path: string, body?: object) =>
    String((await expect(admin('POST', path, body), 201))['key']);
  return {
    administrator: await keyOf('/v1/admin-keys'),
    manage: await keyOf(`/v1/accounts/${ACCOUNT_ID}/keys`, { role: 'manage' }),
    read: await keyOf(`/v1/accounts/${ACCOUNT_ID}/keys`, { role: 'read' }),
  };
}

/** Begins a job that is under way when the platform is killed. */
async function beginReplay(api: Api, subscriptionId: string): Promise<string> {
  const order = { from: new Date(Date.now() - 300_000).toISOString(), mode: 'all' };
  const { id } = await expect(api('POST', `/v1/subscriptions/${subscriptionId}/replay`, order), 202);
  return String(id);
}

function versionOf(checkout: string): string {
  const manifest = readFileSync(join(checkout, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
