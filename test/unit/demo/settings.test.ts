import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { readSettings } from '../../../demo/settings.ts';
import { StartError } from '../../../demo/start-error.ts';

test('nothing given means the demo on the documented ports and directory', () => {
  assert.deepEqual(readSettings([], {}), {
    demo: true,
    strict: false,
    stage: 'local',
    dataDirectory: resolve('.local'),
    apiPort: 4000,
    awsPort: 4566,
  });
});

test('the environment chooses ports and the data directory', () => {
  const settings = readSettings([], { LOCAL_API_PORT: '0', LOCAL_AWS_PORT: '65535', LOCAL_DATA_DIR: '/a/b' });
  assert.deepEqual(
    [settings.apiPort, settings.awsPort, settings.dataDirectory],
    [0, 65_535, resolve('/a/b')],
  );
});

test('--no-demo makes the account alone', () => {
  assert.equal(readSettings(['--no-demo'], {}).demo, false);
});

test('--strict leaves the demo out, because its receiver is at no public address', () => {
  const settings = readSettings(['--strict'], {});
  assert.deepEqual([settings.strict, settings.demo], [true, false]);
});

for (const [variable, option] of [
  ['npm_config_strict', '--strict'],
  ['npm_config_demo', '--no-demo'],
] as const)
  test(`rejects ${option} where npm took it for its own, and says how to write it`, () => {
    const environment = { [variable]: option === '--strict' ? 'true' : '' };
    assert.throws(() => readSettings([], environment), {
      constructor: StartError,
      message: new RegExp(`npm start -- ${option}`),
    });
    assert.equal(readSettings([option], environment).demo, false);
  });

test('--stage takes the test stage, whose durations are seconds', () => {
  assert.equal(readSettings(['--stage', 'test'], {}).stage, 'test');
});

for (const args of [['--nodemo'], ['demo'], ['--strict=yes']]) {
  test(`rejects the arguments ${args.join(' ')} and names those that are allowed`, () => {
    assert.throws(
      () => readSettings(args, {}),
      (error) =>
        error instanceof StartError &&
        error.message.includes(args[0] ?? '') &&
        /--no-demo/.test(error.message),
    );
  });
}

test('rejects a stage that is only deployed and names those that run on a laptop', () => {
  assert.throws(() => readSettings(['--stage=prod'], {}), {
    name: 'StartError',
    message: /--stage is "prod" and must be local or test/,
  });
});

for (const port of ['65536', '-1', '80a', '4000.5', '1e3', ' 80']) {
  test(`rejects "${port}" as a port and says which variable holds it`, () => {
    assert.throws(() => readSettings([], { LOCAL_AWS_PORT: port }), {
      name: 'StartError',
      message: `LOCAL_AWS_PORT is "${port}" and must be a port number from 0 to 65535.`,
    });
  });
}
