import { AwsError } from '../../endpoint/aws-error.ts';

const REFERENCE =
  /^(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:|\d{12}:function:|function:)?(?<name>[a-zA-Z0-9-_]{1,64})(?::(?<qualifier>\$?[a-zA-Z0-9-_]+))?$/;

/**
 * The plain name in any of Lambda's spellings: name, partial ARN, ARN, each with or without `:$LATEST`.
 * @throws {AwsError} `ValidationException` for another spelling, `ResourceNotFoundException` for another qualifier:
 *   versions and aliases are not emulated.
 */
export function functionName(reference: unknown, qualifier?: unknown): string {
  const match = typeof reference === 'string' ? REFERENCE.exec(reference) : null;
  const name = match?.groups?.['name'];
  if (!name)
    throw new AwsError(
      'ValidationException',
      `FunctionName is ${JSON.stringify(reference)}; it must be a function's name, its ARN, or <account>:function:<name>.`,
    );
  const version = qualifier ?? match.groups?.['qualifier'] ?? '$LATEST';
  if (version !== '$LATEST')
    throw new AwsError(
      'ResourceNotFoundException',
      `Function not found: ${name}:${JSON.stringify(version)}. Versions and aliases are not emulated; only $LATEST exists.`,
      404,
    );
  return name;
}
