import { AwsError } from '../../endpoint/aws-error.ts';
import type { Operations } from '../../endpoint/operation.ts';

const REFUSED = [
  'CreateFunction',
  'DeleteFunction',
  'UpdateFunctionCode',
  'PublishVersion',
  'ListVersionsByFunction',
  'CreateAlias',
  'ListAliases',
] as const;

/** Operations that are refused by name, because functions come from the template alone and have no versions. */
export function refusedOperations(): Operations {
  return Object.fromEntries(
    REFUSED.map((name) => [
      name,
      {
        access: () => [],
        run: () => {
          throw new AwsError(
            'InvalidParameterValueException',
            `${name} is not emulated: functions are deployed by the template alone, and only $LATEST exists. Change the stack and start again.`,
          );
        },
      },
    ]),
  );
}
