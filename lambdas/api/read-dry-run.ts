import * as z from 'zod/mini';
import { parseFields } from '../../shared/problem/parse-fields.ts';
import { strictObject } from '../../shared/problem/strict-object.ts';

const fields = strictObject({ dry_run: z.optional(z.nullable(z.boolean('true or false'))) });

/** Whether a body that can say nothing else asks for a dry run. @throws {ProblemError} `invalid_fields` */
export function readDryRun(body: unknown): boolean {
  return parseFields(fields, body).dry_run ?? false;
}
