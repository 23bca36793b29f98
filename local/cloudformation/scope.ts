/** Stands for a value that exists only once its resource is made. */
export const UNKNOWN: unique symbol = Symbol('unknown until made');

/** `AWS::NoValue`: the property or list item is left out. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue');

/** What intrinsic functions can ask for while a template is resolved. */
export type Scope = {
  readonly region: string;
  /** A value of the template with every function in it replaced by what it gives, seen from this scope. */
  resolve(value: unknown): unknown;
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, top: string, second: string): unknown;
  importValue(exportName: string): unknown;
  /** Throws, or notes the sentence and gives a stand-in where all problems are collected before anything is made. */
  problem(sentence: string): typeof UNKNOWN;
};
