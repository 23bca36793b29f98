import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WorkerSetup } from './worker-message.ts';

export type Handler = (event: unknown, context: unknown) => unknown;

/** The order in which Lambda's runtime looks. */
const EXTENSIONS = ['', '.js', '.mjs', '.cjs'];

/**
 * Imports the module that `index.handler` names and takes the export out of it, once per worker.
 * @throws {Error} named `Runtime.ImportModuleError`, `Runtime.HandlerNotFound`, `Runtime.CallbackHandlerDeprecated`,
 *   or whatever the module throws itself.
 */
export async function loadHandler({ codeDirectory, handler }: WorkerSetup): Promise<Handler> {
  const [module, ...exported] = basename(handler).split('.');
  const path = join(codeDirectory, dirname(handler), module ?? '');
  const file = EXTENSIONS.map((extension) => path + extension).find(existsSync);
  if (!file)
    throw named('Runtime.ImportModuleError', `Error: Cannot find module '${module}' in ${codeDirectory}`);
  const namespace = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  const found = member(namespace, exported) ?? member(namespace['default'], exported);
  if (found === undefined) throw named('Runtime.HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof found !== 'function') throw named('Runtime.HandlerNotFound', `${handler} is not a function`);
  if (found.length > 2)
    throw named(
      'Runtime.CallbackHandlerDeprecated',
      `${handler} takes a callback, which Node.js 24 functions no longer can; it must be an async function.`,
    );
  return found as Handler;
}

function member(value: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>((from, name) => (from as Record<string, unknown> | undefined)?.[name], value);
}

function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
