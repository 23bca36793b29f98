export type Import = {
  /** As written: `../sqs/queue.ts`, `node:fs`, `zod/mini`. */
  readonly specifier: string;
  /** Only types are taken, so nothing is left of it when the program runs. */
  readonly typeOnly: boolean;
};

const STATEMENT = /^\s*(?:import|export)\s+(type\s)?[^;'"`]*?\bfrom\s*['"]([^'"\n]+)['"]/gm;
const OTHER_WAYS = [
  /^\s*import\s*['"]([^'"\n]+)['"]/gm,
  /\b(?:import|require)\(\s*['"]([^'"\n]+)['"]/g,
  /\bnew URL\(\s*['"](\.[^'"\n]+)['"],\s*import\.meta\.url/g,
];

/** What a source file takes from other files and packages: statements, dynamic imports and files named by URL. */
export function importsOf(source: string): Import[] {
  return [
    ...[...source.matchAll(STATEMENT)].map((match) => ({
      specifier: match[2] ?? '',
      typeOnly: match[1] !== undefined,
    })),
    ...OTHER_WAYS.flatMap((pattern) =>
      [...source.matchAll(pattern)].map((match) => ({ specifier: match[1] ?? '', typeOnly: false })),
    ),
  ];
}
