import type { AttributeValue } from '../item/attribute-value.ts';
import type { Path } from './path.ts';

/** A parsed update expression with its placeholders filled in. */
export type Update = {
  readonly set: readonly { readonly path: Path; readonly value: SetValue }[];
  readonly remove: readonly Path[];
  readonly add: readonly { readonly path: Path; readonly value: AttributeValue }[];
  readonly delete: readonly { readonly path: Path; readonly value: AttributeValue }[];
};

export type SetValue =
  SetOperand | { readonly kind: '+' | '-'; readonly left: SetOperand; readonly right: SetOperand };

export type SetOperand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'if_not_exists'; readonly path: Path; readonly otherwise: SetOperand }
  | { readonly kind: 'list_append'; readonly first: SetOperand; readonly second: SetOperand };

/** Every path that the update writes. */
export function updatedPaths(update: Update): readonly Path[] {
  return [...update.set, ...update.add, ...update.delete].map(({ path }) => path).concat(update.remove);
}
