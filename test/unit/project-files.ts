import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NOT_OURS = new Set(['node_modules', '.git', '.build', '.local', 'cdk.out']);

export const projectDirectory = fileURLToPath(new URL('../..', import.meta.url));

/** Paths of the project's own files, relative to its directory and with forward slashes. */
export function projectFiles(pattern: string): string[] {
  return globSync(pattern, {
    cwd: projectDirectory,
    exclude: (path) => path.split(/[\\/]/).some((part) => NOT_OURS.has(part)),
  }).map((path) => path.replaceAll('\\', '/'));
}
