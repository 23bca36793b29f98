import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import { deployAssembly } from '../../../../local/cloudformation/deploy-assembly.ts';
import type { Deployed } from '../../../../local/cloudformation/deploy-assembly.ts';
import type { ResourceType } from '../../../../local/cloudformation/resource-type.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';

export const PLACE = { accountId: '111122223333', region: 'eu-west-1' };

/** A cloud of things, `Test::Thing`, that writes down what happens to them; several `Test::Entry` may have one name. */
export type FakeCloud = {
  readonly database: DatabaseSync;
  /** `+name` made or made again, `-name` removed. */
  readonly happened: string[];
  readonly log: string[];
  /** The properties of each thing that exists, by name. */
  readonly things: Map<string, Readonly<Record<string, unknown>>>;
  deploy(...stacks: FakeStack[]): Promise<Deployed>;
};

export type FakeStack = {
  readonly name?: string;
  readonly template: object;
  readonly dependencies?: readonly string[];
  readonly parameters?: Record<string, string>;
};

export function fakeCloud(test: Pick<TestContext, 'after'>): FakeCloud {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  test.after(() => rmSync(directory, { recursive: true }));
  const database = openDatabase(':memory:');
  const happened: string[] = [];
  const log: string[] = [];
  const things: FakeCloud['things'] = new Map();
  return {
    database,
    happened,
    log,
    things,
    deploy: (...stacks) => {
      writeAssembly(directory, stacks);
      return deployAssembly({
        ...PLACE,
        database,
        assemblyDirectory: directory,
        resourceTypes: [
          thingType(happened, things),
          { ...thingType(happened, things), type: 'Test::Entry', sharesIds: true },
        ],
        log: (sentence) => log.push(sentence),
      });
    },
  };
}

function thingType(happened: string[], things: FakeCloud['things']): ResourceType {
  return {
    type: 'Test::Thing',
    properties: ['Name', 'Value', 'Fail'],
    attributes: ['Arn', 'Deep.Er'],
    apply: async ({ logicalId, properties }) => {
      await Promise.resolve();
      if (properties['Fail'] === 'apply') throw new Error('out of things');
      const name = typeof properties['Name'] === 'string' ? properties['Name'] : logicalId;
      happened.push(`+${name}`);
      things.set(name, properties);
      return { physicalId: name, attributes: { Arn: `arn:aws:thing:::${name}`, 'Deep.Er': 'deep' } };
    },
    remove: ({ physicalId }) => {
      if (things.get(physicalId)?.['Fail'] === 'remove') throw new Error('it clings');
      happened.push(`-${physicalId}`);
      things.delete(physicalId);
    },
  };
}

function writeAssembly(directory: string, stacks: readonly FakeStack[]): void {
  const artifacts: Record<string, unknown> = {};
  for (const { name = 'stack', template, dependencies = [], parameters = {} } of stacks) {
    const templateFile = `${name}.template.json`;
    writeFileSync(join(directory, templateFile), JSON.stringify(template));
    const properties = { templateFile, parameters };
    artifacts[name] = { type: 'aws:cloudformation:stack', properties, dependencies };
  }
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ version: '55.0.0', artifacts }));
}

/** A template of things. */
export function thing(properties: object = {}, rest: object = {}): object {
  return { Type: 'Test::Thing', Properties: properties, ...rest };
}
