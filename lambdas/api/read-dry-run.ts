import * as z from 'zod/mini';
import { parseFields } from '../../shared/problem/parse-fields.ts';
import { strictObject } from '../../shared/problem/strict-object.ts';

/** The body of what can be tried without being done. */
export const dryRunFields = strictObject({ dry_run: z.optional(z.nullable(z.boolean('true or false'))) });

/** Whether a body that can say nothing else asks for a dry run. @throws {ProblemError} `invalid_fields` */
export function readDryRun(body: unknown): boolean {
  return parseFields(dryRunFields, body).dry_run ?? false;
}
