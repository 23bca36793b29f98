import * as z from 'zod/mini';
import { retryPolicyForms } from '../../../shared/subscription/retry-policy-field.ts';
import type { JsonSchema } from './json-schema.ts';

/**
 * The JSON Schema of what a schema of ours takes. What it says of each value that is not allowed, it says in the
 * description: rules in code have no other form here, so the document allows a little more than the API.
 */
export function requestSchema(schema: z.ZodMiniType): JsonSchema {
  const { $schema: _, ...converted } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const allowed = allowedBy(zodSchema);
      if (allowed !== undefined) jsonSchema.description = allowed;
      const forms = retryPolicyForms(zodSchema);
      if (forms) Object.assign(jsonSchema, { oneOf: forms.map(requestSchema) });
    },
  });
  return converted;
}

/** The message with which a schema refuses a value of another type. */
function allowedBy({ _zod: { def } }: z.core.$ZodType): string | undefined {
  if (!def.error || def.type === 'object') return undefined;
  const message = def.error({
    code: 'invalid_type',
    input: undefined,
    expected: 'string',
    path: [],
  } as never);
  return typeof message === 'string' ? message : undefined;
}
