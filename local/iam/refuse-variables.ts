import { malformedPolicy } from './malformed-policy.ts';

/**
 * Policy variables (`${aws:username}`) are not evaluated, and a policy that is read another way than written would
 * let too much in or out.
 * @throws {AwsError} `MalformedPolicyDocument`
 */
export function refuseVariables(text: string, where: string): void {
  const variable = /\$\{[^}]*\}/.exec(text)?.[0];
  if (variable)
    throw malformedPolicy(
      `The policy variable ${variable} in ${where} is not evaluated; write the value itself.`,
    );
}
