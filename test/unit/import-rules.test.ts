import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { test } from 'node:test';
import { importsOf, type Import } from './imports-of.ts';
import { projectDirectory, projectFiles } from './project-files.ts';

type Room = {
  /** Which files of ours may be imported, besides those of the same room. */
  readonly mayImport: (path: string, typeOnly: boolean) => boolean;
  /** Development packages are installed for people and tests only. */
  readonly developmentPackages: boolean;
};

const nothing: Room = { mayImport: () => false, developmentPackages: false };
const everything: Room = { mayImport: () => true, developmentPackages: true };

/** The table of CONTRIBUTING.md. The first pattern that fits a file says its room. */
const rooms: readonly (readonly [RegExp, Room])[] = [
  [/^shared\//, nothing],
  [/^lambdas\/[^/]+\//, { ...nothing, mayImport: (path) => path.startsWith('shared/') }],
  [
    /^infra\//,
    {
      ...nothing,
      mayImport: (path, typeOnly) =>
        path.startsWith('shared/shard/') || (typeOnly && /^lambdas\/[^/]+\/environment\.ts$/.test(path)),
    },
  ],
  [/^local\//, nothing],
  [/^teardown\//, { ...nothing, mayImport: (path) => path.startsWith('shared/') }],
  [/^demo\//, { mayImport: (path) => path === 'local/embedded-aws.ts', developmentPackages: true }],
  [/^test\/e2e\//, { ...everything, mayImport: (path) => !/^(shared|lambdas|local)\//.test(path) }],
  [/^test\//, everything],
  [/^bench\//, everything],
  [/^bin\//, nothing],
];

const { dependencies, devDependencies } = JSON.parse(
  readFileSync(join(projectDirectory, 'package.json'), 'utf8'),
) as Record<'dependencies' | 'devDependencies', Record<string, string>>;

/** What is wrong with one import of one file, or undefined when the table allows it. */
function fault(file: string, { specifier, typeOnly }: Import): string | undefined {
  const [place, room] = rooms.find(([pattern]) => pattern.test(file)) ?? [];
  if (!place || !room) return `${file} is in no room of the table`;
  if (!specifier.startsWith('.')) return packageFault(file, specifier, room.developmentPackages || typeOnly);
  const target = posix.join(posix.dirname(file), specifier);
  const sameRoom = place.exec(target)?.[0] === place.exec(file)?.[0];
  const allowed = sameRoom || room.mayImport(target, typeOnly);
  return allowed ? undefined : `${file} may not import ${typeOnly ? 'types of ' : ''}${target}`;
}

function packageFault(file: string, specifier: string, development: boolean): string | undefined {
  if (isBuiltin(specifier)) return undefined;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const declared = { ...dependencies, ...(development ? devDependencies : {}) };
  if (name in declared || (development && `@types/${name}` in declared)) return undefined;
  return `${file} may not import the package ${name}: it is not among the ${development ? '' : 'runtime '}dependencies`;
}

test('every import of every file is one that the table of rooms allows', () => {
  const files = projectFiles('**/*.{ts,js}');
  assert.ok(files.length > 50, `only ${files.length} files were found`);
  const faults = files.flatMap((file) =>
    importsOf(readFileSync(join(projectDirectory, file), 'utf8')).flatMap(
      (taken) => fault(file, taken) ?? [],
    ),
  );
  assert.deepEqual(faults, []);
});

for (const [file, source] of [
  ['shared/delivery/decide.ts', "import { x } from '../../lambdas/deliver/environment.ts';"],
  ['shared/delivery/decide.ts', "import { x } from 'standardwebhooks';"],
  ['shared/delivery/decide.ts', "const x = await import('../../local/context.ts');"],
  ['lambdas/api/index.ts', "import type { DeliverEnvironment } from '../deliver/environment.ts';"],
  ['lambdas/api/index.ts', "import { x } from '../../infra/stage.ts';"],
  ['infra/api.ts', "import { x } from '../lambdas/api/environment.ts';"],
  ['infra/api.ts', "import type { x } from '../lambdas/api/index.ts';"],
  ['infra/api.ts', "import type {\n  Subscription,\n} from '../shared/subscription/subscription.ts';"],
  ['local/lambda/worker.ts', "export { handler } from '../../lambdas/api/index.ts';"],
  ['local/lambda/pool.ts', "new Worker(new URL('../../shared/x.ts', import.meta.url));"],
  ['demo/start.ts', "import { x } from '../local/context.ts';"],
  ['demo/start.ts', "import '../shared/catalogue/catalogue.ts';"],
  ['test/e2e/retry.test.ts', "import { startEmbeddedAws } from '../../local/embedded-aws.ts';"],
  ['test/e2e/retry.test.ts', "import { x } from '../../shared/retry/next-attempt.ts';"],
  ['bin/node24.js', "import { x } from '../demo/settings.ts';"],
  ['local/sqs/queue.ts', "import { x } from '../../test/unit/imports-of.ts';"],
  ['scripts/x.ts', "import { readFileSync } from 'node:fs';"],
  ['local/sqs/queue.ts', "import { x } from 'a-package-nobody-declared';"],
] as const) {
  test(`rejects ${source.replaceAll(/\s+/g, ' ')} in ${file}`, () => {
    const [taken] = importsOf(source);
    assert.ok(taken, 'the import is not seen at all');
    assert.ok(fault(file, taken), 'the import is allowed');
  });
}

for (const [file, source] of [
  ['shared/delivery/decide.ts', "import type { Delivery } from './delivery.ts';"],
  ['lambdas/api/index.ts', "import { x } from '../../shared/account/account.ts';"],
  ['lambdas/api/index.ts', "import type { APIGatewayProxyEventV2 } from 'aws-lambda';"],
  ['infra/api.ts', "import type { ApiEnvironment } from '../lambdas/api/environment.ts';"],
  ['local/sqs/queue.ts', "import { DatabaseSync } from 'node:sqlite';"],
  ['demo/boot.ts', "import { startEmbeddedAws } from '../local/embedded-aws.ts';"],
  ['demo/receiver.ts', "import { Webhook } from 'standardwebhooks';"],
  ['test/unit/x.test.ts', "import { x } from '../../shared/account/account.ts';"],
] as const) {
  test(`${file} may have ${source}`, () => {
    const [taken] = importsOf(source);
    assert.ok(taken, 'the import is not seen at all');
    assert.equal(fault(file, taken), undefined);
  });
}
