import type { AwsError } from '../../endpoint/aws-error.ts';
import { validationError } from '../validation-error.ts';
import type { ExpressionKind } from './expression-kind.ts';

export function expressionError(kind: ExpressionKind, message: string): AwsError {
  return validationError(`Invalid ${kind}: ${message}`);
}
