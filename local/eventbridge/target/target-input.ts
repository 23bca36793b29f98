import { AwsError } from '../../endpoint/aws-error.ts';
import { parseJsonExactly } from '../pattern/parse-json-exactly.ts';
import type { Target } from '../rule/rule.ts';

/** What the target gets: the event, a part of it, or a text that never changes. */
export function targetInput(target: Target, json: string): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath === undefined || target.InputPath === '$') return json;
  let part = parseJsonExactly(json);
  for (const name of pathNames(target.InputPath))
    part = typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[name] : undefined;
  return part === undefined ? '' : JSON.stringify(part);
}

/**
 * The names in a path such as `$.detail.data`.
 * @throws {AwsError} `ValidationException` for anything else of JSONPath, which is not emulated
 */
export function pathNames(path: string): string[] {
  if (!/^\$(?:\.[A-Za-z0-9_-]+)*$/.test(path))
    throw new AwsError(
      'ValidationException',
      `The embedded EventBridge does not emulate the InputPath ${path}. It knows names behind dots: $.detail.data.`,
    );
  return path.split('.').slice(1);
}
