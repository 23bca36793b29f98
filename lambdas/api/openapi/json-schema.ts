/** A JSON Schema (2020-12). */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** An object of exactly these fields, all of them there. */
export function exactly(
  properties: Readonly<Record<string, JsonSchema>>,
  more: { readonly optional?: readonly string[]; readonly description?: string } = {},
): JsonSchema {
  const { optional = [], description } = more;
  return {
    type: 'object',
    ...(description !== undefined && { description }),
    properties,
    required: Object.keys(properties).filter((name) => !optional.includes(name)),
    additionalProperties: false,
  };
}

export function ref(component: string): JsonSchema {
  return { $ref: `#/components/schemas/${component}` };
}

export function nullable(schema: JsonSchema): JsonSchema {
  return typeof schema['type'] === 'string' && !('enum' in schema)
    ? { ...schema, type: [schema['type'], 'null'] }
    : { anyOf: [schema, { type: 'null' }] };
}

export function listOf(items: JsonSchema): JsonSchema {
  return exactly({ data: { type: 'array', items }, next_cursor: nullable(text('For the next page.')) });
}

export function text(description?: string): JsonSchema {
  return { type: 'string', ...(description !== undefined && { description }) };
}

export function oneOf(...values: readonly string[]): JsonSchema {
  return { type: 'string', enum: values };
}

export function count(description?: string): JsonSchema {
  return { type: 'integer', minimum: 0, ...(description !== undefined && { description }) };
}

export function time(description?: string): JsonSchema {
  return { ...text(description), format: 'date-time' };
}

/** An id of ours: its prefix, and 32 hexadecimal digits. */
export function id(prefix: string): JsonSchema {
  return { type: 'string', pattern: `^${prefix}_[0-9a-f]{32}$` };
}

export const texts: JsonSchema = { type: 'object', additionalProperties: { type: 'string' } };
