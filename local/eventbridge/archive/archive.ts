import type { CompiledPattern } from '../pattern/compiled-pattern.ts';

/** An archive with its compiled pattern; the database holds its record. */
export type Archive = {
  readonly name: string;
  readonly record: ArchiveRecord;
  readonly pattern?: CompiledPattern | undefined;
};

/** What is stored of an archive. Times are milliseconds since the epoch. */
export type ArchiveRecord = {
  readonly bus: string;
  readonly description?: string | undefined;
  readonly eventPattern?: string | undefined;
  /** 0 keeps events for ever. */
  readonly retentionDays: number;
  readonly createdAt: number;
};
