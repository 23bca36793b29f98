import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** A data directory as a release left it, and what its interfaces said shortly before. */
export type KeptDirectory = {
  readonly release: string;
  readonly keys: { readonly administrator: string; readonly manage: string; readonly read: string };
  /** The ids of its subscriptions by their names. */
  readonly subscriptions: Readonly<Record<string, string>>;
  /** The answers to GET requests with the key `manage`, by their paths. */
  readonly answers: Readonly<Record<string, Record<string, unknown>>>;
  /** What was answered to `createOnce`. */
  readonly createdOnce: unknown;
  /** The replay to the paused subscription that had not ended. */
  readonly jobId: string;
  /** By file name, one character for each byte: packed it is half of what Base64 is. */
  readonly files: Readonly<Record<string, string>>;
};

/** `cdk.out` is made anew at each start, and the lock holds for a process. */
const KEPT = /^(aws\.sqlite(-wal)?|connection\.json)$/;
const NAME = /^release-(.+)\.json\.br$/;

/** The files of a data directory that a release goes on from. */
export function readFiles(dataDirectory: string): Record<string, string> {
  const names = readdirSync(dataDirectory).filter((name) => KEPT.test(name));
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(dataDirectory, name)).toString('latin1')]),
  );
}

/** Makes the data directory as it was left. */
export function unpack(files: KeptDirectory['files'], dataDirectory: string): void {
  mkdirSync(dataDirectory, { recursive: true });
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(dataDirectory, name), Buffer.from(content, 'latin1'));
}

/** Replaces the directory that was kept before. @returns the path of the file */
export function writeKept(kept: KeptDirectory): string {
  for (const name of keptNames()) rmSync(join(import.meta.dirname, name));
  const path = join(import.meta.dirname, `release-${kept.release}.json.br`);
  const text = Buffer.from(JSON.stringify(kept));
  const params = { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS };
  writeFileSync(path, brotliCompressSync(text, { params }));
  return path;
}

/** @throws {Error} unless there is exactly one */
export function readKept(): KeptDirectory {
  const [name, ...others] = keptNames();
  if (name === undefined || others.length > 0)
    throw new Error(
      `${import.meta.dirname} must have one data directory kept, and has ${keptNames().length}.`,
    );
  const packed = readFileSync(join(import.meta.dirname, name));
  return JSON.parse(brotliDecompressSync(packed).toString('utf8')) as KeptDirectory;
}

function keptNames(): string[] {
  return readdirSync(import.meta.dirname).filter((name) => NAME.test(name));
}
