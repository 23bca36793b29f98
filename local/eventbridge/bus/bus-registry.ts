import type { Context } from '../../context.ts';
import { archiveRule, archiveRuleName } from '../archive/archive-rule.ts';
import type { Archive, ArchiveRecord } from '../archive/archive.ts';
import { arns } from '../arns.ts';
import { compilePattern } from '../pattern/compile-pattern.ts';
import { createRuleIndex, type RuleIndex } from '../pattern/rule-index.ts';
import { isEnabled, type Rule, type RuleRecord } from '../rule/rule.ts';
import type { Bus, BusRecord } from './bus.ts';

/**
 * The buses, rules and archives, in memory for matching and in the database for good. Every write goes to the database
 * first, so a write that fails changes nothing.
 */
export type BusRegistry = {
  get(name: string): Bus | undefined;
  all(): Iterable<Bus>;
  putBus(name: string, record: BusRecord): void;
  deleteBus(name: string): void;
  putRule(bus: string, name: string, record: RuleRecord): Rule;
  deleteRule(bus: string, name: string): void;
  archive(name: string): Archive | undefined;
  archives(): Iterable<Archive>;
  putArchive(name: string, record: ArchiveRecord): void;
  deleteArchive(name: string): void;
};

/** Loads what the database holds; there is always a default bus. */
export function createBusRegistry(context: Context): BusRegistry {
  const { database } = context;
  const buses = new Map<string, LoadedBus>();
  const archives = new Map<string, Archive>();
  const statements = {
    putBus: database.prepare('INSERT OR REPLACE INTO evb_buses (name, record) VALUES (?, ?)'),
    deleteBus: database.prepare('DELETE FROM evb_buses WHERE name = ?'),
    putRule: database.prepare('INSERT OR REPLACE INTO evb_rules (bus, name, record) VALUES (?, ?, ?)'),
    deleteRule: database.prepare('DELETE FROM evb_rules WHERE bus = ? AND name = ?'),
    putArchive: database.prepare('INSERT OR REPLACE INTO evb_archives (name, record) VALUES (?, ?)'),
    deleteArchive: database.prepare('DELETE FROM evb_archives WHERE name = ?'),
  };

  const loadBus = (name: string, record: BusRecord) => {
    const known = buses.get(name);
    buses.set(name, known ? { ...known, record } : emptyBus(name, record));
  };
  const loadRule = (bus: string, name: string, record: RuleRecord): Rule => {
    const loaded = buses.get(bus);
    if (!loaded) throw new Error(`Rule ${name} is of bus ${bus}, which does not exist`);
    // What is stored was valid when it was put, under whatever limit held then.
    const pattern =
      record.eventPattern === undefined ? undefined : compilePattern(record.eventPattern, ANY_LENGTH);
    const rule = { bus, name, arn: arns.rule(context, bus, name), record, pattern };
    loaded.rules.set(name, rule);
    if (pattern && isEnabled(record)) loaded.index.put(name, pattern);
    else loaded.index.remove(name);
    return rule;
  };
  const loadArchive = (name: string, record: ArchiveRecord) => {
    const pattern =
      record.eventPattern === undefined ? undefined : compilePattern(record.eventPattern, ANY_LENGTH);
    archives.set(name, { name, record, pattern });
    const bus = buses.get(record.bus);
    if (!bus) return;
    bus.archives.set(name, { name, record, pattern });
    bus.rules.set(archiveRuleName(name), archiveRule(context, { name, record }));
  };
  const registry: BusRegistry = {
    get: (name) => buses.get(name),
    all: () => buses.values(),
    putBus(name, record) {
      statements.putBus.run(name, JSON.stringify(record));
      loadBus(name, record);
    },
    deleteBus(name) {
      statements.deleteBus.run(name);
      buses.delete(name);
    },
    putRule(bus, name, record) {
      statements.putRule.run(bus, name, JSON.stringify(record));
      return loadRule(bus, name, record);
    },
    deleteRule(bus, name) {
      statements.deleteRule.run(bus, name);
      buses.get(bus)?.rules.delete(name);
      buses.get(bus)?.index.remove(name);
    },
    archive: (name) => archives.get(name),
    archives: () => archives.values(),
    putArchive(name, record) {
      statements.putArchive.run(name, JSON.stringify(record));
      loadArchive(name, record);
    },
    deleteArchive(name) {
      statements.deleteArchive.run(name);
      const bus = buses.get(archives.get(name)?.record.bus ?? '');
      bus?.archives.delete(name);
      bus?.rules.delete(archiveRuleName(name));
      archives.delete(name);
    },
  };
  for (const row of database.prepare('SELECT name, record FROM evb_buses').all())
    loadBus(String(row['name']), JSON.parse(String(row['record'])) as BusRecord);
  if (!buses.has('default'))
    registry.putBus('default', { createdAt: context.now(), modifiedAt: context.now() });
  for (const row of database.prepare('SELECT bus, name, record FROM evb_rules').all())
    loadRule(String(row['bus']), String(row['name']), JSON.parse(String(row['record'])) as RuleRecord);
  for (const row of database.prepare('SELECT name, record FROM evb_archives').all())
    loadArchive(String(row['name']), JSON.parse(String(row['record'])) as ArchiveRecord);
  return registry;
}

type LoadedBus = Bus & {
  readonly rules: Map<string, Rule>;
  readonly index: RuleIndex<string>;
  readonly archives: Map<string, Archive>;
};

const ANY_LENGTH = { maxLength: Number.POSITIVE_INFINITY };

function emptyBus(name: string, record: BusRecord): LoadedBus {
  return { name, record, rules: new Map(), index: createRuleIndex(), archives: new Map() };
}
