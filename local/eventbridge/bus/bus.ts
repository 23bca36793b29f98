import type { PolicyDocument, PolicyStatement } from '../../iam/policy-document.ts';
import type { Archive } from '../archive/archive.ts';
import type { RuleIndex } from '../pattern/rule-index.ts';
import type { Rule } from '../rule/rule.ts';

/** A bus with all that an event has to meet; the database holds the same. */
export type Bus = {
  readonly name: string;
  readonly record: BusRecord;
  readonly rules: ReadonlyMap<string, Rule>;
  /** The enabled rules that have a pattern, by name. */
  readonly index: RuleIndex<string>;
  readonly archives: ReadonlyMap<string, Archive>;
};

/** What is stored of a bus. Times are milliseconds since the epoch. */
export type BusRecord = {
  readonly description?: string | undefined;
  readonly policy?: BusPolicy | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
};

export type BusPolicy = PolicyDocument & { readonly Statement: readonly PolicyStatement[] };
