import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { synthesize } from '../../demo/synthesize.ts';

export type Template = { readonly Resources: Record<string, TemplateResource> };

export type TemplateResource = { readonly Type: string; readonly Properties: Record<string, unknown> };

export type Assembly = {
  readonly template: Template;
  /** A cloud assembly like this one but for what `edit` does to its template. */
  edited(edit: (template: Template) => void): string;
};

const TEMPLATE = 'Webhooks.template.json';
const projectDirectory = dirname(dirname(import.meta.dirname));

let synthesized: Promise<Assembly> | undefined;

/** The stage `test` as its template is deployed, synthesized once per process. */
export function synthesizedAssembly(): Promise<Assembly> {
  synthesized ??= makeAssembly();
  return synthesized;
}

async function makeAssembly(): Promise<Assembly> {
  const directory = mkdtempSync(join(tmpdir(), 'webhooks-assembly-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const outputDirectory = join(directory, 'cdk.out');
  await synthesize({
    app: 'infra/app.ts',
    projectDirectory,
    outputDirectory,
    stage: 'test',
    strict: false,
    signal: new AbortController().signal,
  });
  const text = readFileSync(join(outputDirectory, TEMPLATE), 'utf8');
  let count = 0;
  return {
    template: JSON.parse(text) as Template,
    edited(edit) {
      const template = JSON.parse(text) as Template;
      edit(template);
      const copy = join(directory, `edited-${++count}`);
      mkdirSync(copy);
      for (const name of readdirSync(outputDirectory))
        if (name === TEMPLATE) writeFileSync(join(copy, name), JSON.stringify(template));
        else symlinkSync(join(outputDirectory, name), join(copy, name));
      return copy;
    },
  };
}
