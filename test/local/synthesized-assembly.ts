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
import { createApp } from '../../infra/create-app.ts';
import { findStage } from '../../infra/find-stage.ts';
import type { Stage } from '../../infra/stage.ts';

export type Template = { readonly Resources: Record<string, TemplateResource> };

export type TemplateResource = { readonly Type: string; readonly Properties: Record<string, unknown> };

export type Assembly = {
  readonly template: Template;
  /** A cloud assembly like this one but for what `edit` does to its template. */
  edited(edit: (template: Template) => void): string;
};

const TEMPLATE = 'Webhooks.template.json';
const projectDirectory = dirname(dirname(import.meta.dirname));

const synthesized = new Map<string, Promise<Assembly>>();

/** The stage `test` as its template is deployed, synthesized once per process and set of other options. */
export function synthesizedAssembly(options: Partial<Stage> = {}): Promise<Assembly> {
  const key = JSON.stringify(options);
  const made = synthesized.get(key) ?? makeAssembly(options);
  synthesized.set(key, made);
  return made;
}

async function makeAssembly(options: Partial<Stage>): Promise<Assembly> {
  const directory = mkdtempSync(join(tmpdir(), 'webhooks-assembly-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const outputDirectory = join(directory, 'cdk.out');
  if (Object.keys(options).length === 0) await synthesizeAsStarted(outputDirectory);
  else synthesizeWith(options, outputDirectory);
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

/** As `npm start` does. */
function synthesizeAsStarted(outputDirectory: string): Promise<void> {
  return synthesize({
    app: 'infra/app.ts',
    projectDirectory,
    outputDirectory,
    stage: 'test',
    strict: false,
    signal: new AbortController().signal,
  });
}

function synthesizeWith(options: Partial<Stage>, outdir: string): void {
  createApp({ stage: () => ({ ...findStage('test'), ...options }), validate: false, outdir }).synth();
}
