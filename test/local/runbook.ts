import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { SynthesizedStack } from './synthesized-stack.ts';

const document = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');

/** The titles of the runbook's sections, but for its introduction. */
export const runbookSections: readonly string[] = [...document.matchAll(/^## ([a-z0-9-]+)$/gm)].map(
  ([, title = '']) => title,
);

/** A section may have several ways to mend, each with its case. */
export type Step = 'Look' | 'Mend' | `Mend ${string}` | 'Afterwards';

/** The steps of a section in their order, each with its commands. @throws {Error} for a step that has none */
export function runbookSteps(section: string): readonly Step[] {
  return stepsOf(section).map((text) => {
    const step = /^[^*]+/.exec(text)?.[0] as Step;
    runbookCommands(section, step);
    return step;
  });
}

/**
 * The commands of one step of a section, as they are written.
 * @throws {Error} where the runbook has none
 */
export function runbookCommands(section: string, step: Step): string {
  const found = stepsOf(section).find((each) => each.startsWith(`${step}**`));
  const commands = /```sh\n([^]*?)```/.exec(found ?? '')?.[1];
  assert.ok(commands, `the runbook's section ${section} has no commands under "${step}"`);
  return commands;
}

function stepsOf(section: string): readonly string[] {
  const [, body = ''] = document.split(`\n## ${section}\n`);
  const text = body.split(/^## /m)[0] ?? '';
  return text.split(/^\*\*(?=Look|Mend|Afterwards)/m).slice(1);
}

/** Runs a step's commands against a stack, after those of the introduction. @returns what they printed */
export async function runStep(
  stack: Pick<SynthesizedStack, 'endpointUrl' | 'region'>,
  section: string,
  step: Step,
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const commands = runbookCommands(section, step);
  const directory = mkdtempSync(join(tmpdir(), 'webhooks-runbook-'));
  try {
    provideAws(directory);
    const shell = spawn('sh', ['-eu', '-c', `${runbookIntroduction()}\n${commands}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: `${directory}:${process.env['PATH']}`,
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        STAGE: 'test',
        AWS_ENDPOINT_URL: stack.endpointUrl,
        AWS_REGION: stack.region,
        AWS_DEFAULT_REGION: stack.region,
        AWS_ACCESS_KEY_ID: 'local',
        AWS_SECRET_ACCESS_KEY: 'local',
        ...variables,
      },
    });
    const ended = new Promise((resolve) => shell.once('close', resolve));
    const [output, errors, status] = await Promise.all([text(shell.stdout), text(shell.stderr), ended]);
    assert.equal(status, 0, `"${step}" of ${section} failed:\n${errors}\n${output}`);
    return output;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function runbookIntroduction(): string {
  const commands = /## Before you begin\n[^]*?```sh\n([^]*?)```/.exec(document)?.[1];
  assert.ok(commands, 'the runbook defines its functions under "Before you begin"');
  return commands;
}

function provideAws(directory: string): void {
  const path = join(directory, 'aws');
  const real = process.env['WEBHOOKS_AWS_CLI'];
  const script = join(import.meta.dirname, 'aws-command.ts');
  const command = real
    ? `"${real}" --endpoint-url "$AWS_ENDPOINT_URL"`
    : `"${process.execPath}" --disable-warning=ExperimentalWarning "${script}"`;
  writeFileSync(path, `#!/bin/sh\nexec ${command} "$@"\n`);
  chmodSync(path, 0o755);
}
