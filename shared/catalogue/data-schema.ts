/**
 * The JSON Schema (2020-12) of one event type's `data`. Objects stay open (`additionalProperties: true`), because a
 * later release may add a field; nothing that is `required` is ever removed.
 * @see https://json-schema.org/draft/2020-12/schema
 */
export type DataSchema = ObjectSchema & {
  readonly $schema: 'https://json-schema.org/draft/2020-12/schema';
};

export type ObjectSchema = {
  readonly type: 'object';
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly additionalProperties: true;
};

/** What one field may hold. Values that may grow in number are `examples` of a string, never an `enum`. */
export type FieldSchema =
  | ObjectSchema
  | {
      readonly type: 'array';
      readonly description: string;
      readonly items: FieldSchema;
    }
  | {
      readonly type: 'string';
      readonly description: string;
      readonly format?: 'date-time' | 'uri';
      readonly pattern?: string;
      readonly examples?: readonly string[];
    }
  | {
      readonly type: 'integer' | 'number';
      readonly description: string;
      readonly minimum?: number;
      readonly maximum?: number;
    }
  | { readonly type: 'boolean'; readonly description: string }
  /** Any JSON value. */
  | { readonly description: string };
