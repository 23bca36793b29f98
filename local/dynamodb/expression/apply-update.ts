import { addDecimals, decimalToText, parseDecimal } from '../item/decimal.ts';
import type { AttributeValue, Item } from '../item/attribute-value.ts';
import { typeOf } from '../item/type-of.ts';
import { validationError } from '../validation-error.ts';
import { applyEdits, type Edit } from './apply-edits.ts';
import { readPath, type Path } from './path.ts';
import type { SetOperand, SetValue, Update } from './update.ts';

/**
 * The item after the update. Every operand and every position in a list means the item as it was before.
 * @throws {AwsError} ValidationException when the item does not have what the update needs.
 */
export function applyUpdate(update: Update, item: Item): Item {
  const edits: (readonly [Path, Edit])[] = [];
  for (const { path, value } of update.set) edits.push([path, { set: setValue(value, item) }]);
  for (const path of update.remove) edits.push([path, 'remove']);
  for (const { path, value } of update.add) edits.push([path, { set: added(readPath(item, path), value) }]);
  for (const { path, value } of update.delete) {
    const current = readPath(item, path);
    if (current) edits.push([path, withoutMembers(current, value)]);
  }
  return applyEdits(edits, item);
}

function setValue(value: SetValue, item: Item): AttributeValue {
  if (!('left' in value)) return operandValue(value, item);
  const left = operandValue(value.left, item);
  const right = operandValue(value.right, item);
  if (!('N' in left) || !('N' in right)) throw wrongType();
  return { N: sum(left.N, right.N, value.kind) };
}

function operandValue(operand: SetOperand, item: Item): AttributeValue {
  switch (operand.kind) {
    case 'value':
      return operand.value;
    case 'path': {
      const value = readPath(item, operand.path);
      if (value) return value;
      throw validationError('The provided expression refers to an attribute that does not exist in the item');
    }
    case 'if_not_exists':
      return readPath(item, operand.path) ?? operandValue(operand.otherwise, item);
    case 'list_append': {
      const first = operandValue(operand.first, item);
      const second = operandValue(operand.second, item);
      if (!('L' in first) || !('L' in second)) throw wrongType();
      return { L: [...first.L, ...second.L] };
    }
  }
}

function sum(left: string, right: string, sign: '+' | '-'): string {
  const second = parseDecimal(right);
  const term = sign === '-' ? { ...second, negative: !second.negative } : second;
  return decimalToText(addDecimals(parseDecimal(left), term));
}

function added(current: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (!current) return value;
  if ('N' in current && 'N' in value) return { N: sum(current.N, value.N, '+') };
  if ('SS' in current && 'SS' in value) return { SS: union(current.SS, value.SS) };
  if ('NS' in current && 'NS' in value) return { NS: union(current.NS, value.NS) };
  if ('BS' in current && 'BS' in value) return { BS: union(current.BS, value.BS) };
  throw wrongType();
}

function union(left: readonly string[], right: readonly string[]): readonly string[] {
  return [...new Set([...left, ...right])];
}

/** A set that loses its last member is removed, for there are no empty sets. */
function withoutMembers(current: AttributeValue, value: AttributeValue): Edit {
  if (typeOf(current) !== typeOf(value)) throw wrongType();
  const dropped = new Set(membersOf(value));
  const left = membersOf(current).filter((member) => !dropped.has(member));
  if (left.length === 0) return 'remove';
  return { set: { [typeOf(current)]: left } as unknown as AttributeValue };
}

function membersOf(value: AttributeValue): readonly string[] {
  if ('SS' in value) return value.SS;
  if ('NS' in value) return value.NS;
  return 'BS' in value ? value.BS : [];
}

function wrongType() {
  return validationError('An operand in the update expression has an incorrect data type');
}
