import { AwsError } from '../../endpoint/aws-error.ts';
import type { JsonObject, Operation } from '../../endpoint/operation.ts';
import type { Access } from '../../iam/access.ts';
import type { Caller } from '../../iam/caller.ts';

/** An operation with the parameters that it understands; a request with any other is refused by name. */
export function defineOperation(definition: {
  readonly parameters: readonly string[];
  access?(input: JsonObject): readonly Access[];
  run(input: JsonObject, caller: Caller): unknown;
}): Operation {
  const known = new Set(definition.parameters);
  return {
    access(input) {
      refuseUnknown(input, known);
      return definition.access?.(input) ?? [];
    },
    run: (input, caller) => definition.run(input, caller) ?? {},
  };
}

/** @throws {AwsError} `ValidationException` naming the first member that is not known */
export function refuseUnknown(input: JsonObject, known: ReadonlySet<string>): void {
  for (const [name, value] of Object.entries(input))
    if (value !== undefined && value !== null && !known.has(name))
      throw new AwsError(
        'ValidationException',
        `The embedded EventBridge does not emulate the parameter ${name}. It knows: ${[...known].join(', ')}.`,
      );
}
