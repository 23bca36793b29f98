/** Message attributes in the wire's shape: `BinaryValue` is base64. */
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

export type MessageAttribute =
  | { readonly DataType: string; readonly StringValue: string }
  | { readonly DataType: string; readonly BinaryValue: string };
