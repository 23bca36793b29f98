import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../infra/create-app.ts';
import { findStage } from '../../infra/find-stage.ts';
import type { Stage } from '../../infra/stage.ts';

export type Template = { readonly Resources: Readonly<Record<string, Resource>> };

export type Resource = {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
};

const synthesized = new Map<string, Template>();

/** The template of a stage, synthesized once for each test process. */
export function stageTemplate(name: string): Template {
  const known = synthesized.get(name);
  if (known) return known;
  const template = templateOf(findStage(name));
  synthesized.set(name, template);
  return template;
}

/** The template of a stage with other options than those of any that there is. */
export function templateOf(stage: Stage): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'webhooks-assembly-'));
  try {
    createApp({ stage: () => stage, validate: false, outdir }).synth();
    return JSON.parse(readFileSync(join(outdir, 'Webhooks.template.json'), 'utf8')) as Template;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
