import type { AttributeType } from '../item/attribute-value.ts';
import { checkBeginning } from './check-operand.ts';
import type { Condition, Operand } from './condition.ts';
import type { Cursor } from './cursor.ts';
import { misplacedFunction } from './function-call.ts';
import { parseOperand } from './parse-operand.ts';
import { pathToText, type Path } from './path.ts';

const OPERANDS: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
};
const TYPES: readonly string[] = ['B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'N', 'NS', 'S', 'M'];

/** Every function that is a condition by itself, so all but `size`. */
export function parseConditionFunction(cursor: Cursor): Condition {
  const name = cursor.peek().text;
  if (!Object.hasOwn(OPERANDS, name)) throw misplacedFunction(cursor, name);
  cursor.next();
  return toCondition(cursor, name, parseArguments(cursor, name));
}

function parseArguments(cursor: Cursor, name: string): readonly Operand[] {
  cursor.expectSymbol('(');
  const operands: Operand[] = [];
  do operands.push(parseOperand(cursor));
  while (cursor.takeSymbol(','));
  cursor.expectSymbol(')');
  if (operands.length !== OPERANDS[name])
    throw cursor.error(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
    );
  return operands;
}

function toCondition(cursor: Cursor, name: string, operands: readonly Operand[]): Condition {
  const [operand, argument] = operands as readonly [Operand, Operand];
  if (name === 'attribute_exists' || name === 'attribute_not_exists')
    return { kind: 'exists', path: pathOf(cursor, name, operand), wanted: name === 'attribute_exists' };
  if (name === 'attribute_type')
    return { kind: 'type', path: pathOf(cursor, name, operand), type: typeNamed(cursor, argument) };
  checkDistinct(cursor, name, operands);
  if (name === 'contains') return { kind: 'contains', operand, argument };
  checkBeginning(cursor, operand);
  checkBeginning(cursor, argument);
  return { kind: 'begins_with', operand, argument };
}

function pathOf(cursor: Cursor, name: string, operand: Operand): Path {
  if (operand.kind === 'path') return operand.path;
  throw cursor.error(`The operator or function requires a document path; operator or function: ${name}`);
}

function typeNamed(cursor: Cursor, operand: Operand): AttributeType {
  const value = operand.kind === 'value' ? operand.value : undefined;
  if (!value || !('S' in value))
    throw cursor.error(
      'Incorrect operand type for operator or function; operator or function: attribute_type, operand type: not a string value',
    );
  if (TYPES.includes(value.S)) return value.S as AttributeType;
  throw cursor.error(
    `Invalid attribute type name found; type: ${value.S}, valid types: {${TYPES.join(',')}}`,
  );
}

function checkDistinct(cursor: Cursor, name: string, operands: readonly Operand[]): void {
  const [first, second] = operands;
  if (first?.kind !== 'path' || second?.kind !== 'path') return;
  if (pathToText(first.path) === pathToText(second.path))
    throw cursor.error(
      `The first operand must be distinct from the remaining operands for this operator or function; operator: ${name}, first operand: ${pathToText(first.path)}`,
    );
}
