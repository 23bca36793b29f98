import type { Condition, Operand } from './condition.ts';
import type { Path } from './path.ts';

/** Every path that a condition reads. */
export function conditionPaths(condition: Condition): readonly Path[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...conditionPaths(condition.left), ...conditionPaths(condition.right)];
    case 'not':
      return conditionPaths(condition.condition);
    case 'compare':
      return operandPaths(condition.left, condition.right);
    case 'between':
      return operandPaths(condition.operand, condition.low, condition.high);
    case 'in':
      return operandPaths(condition.operand, ...condition.list);
    case 'exists':
    case 'type':
      return [condition.path];
    case 'begins_with':
    case 'contains':
      return operandPaths(condition.operand, condition.argument);
  }
}

function operandPaths(...operands: readonly Operand[]): readonly Path[] {
  return operands.flatMap((operand) => (operand.kind === 'value' ? [] : [operand.path]));
}
