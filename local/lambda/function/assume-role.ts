import { AwsError } from '../../endpoint/aws-error.ts';

/** The keys of a role's session. */
export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
};

/** The credentials of a role, if its trust policy lets the service assume it. */
export type CredentialsOf = (roleArn: string, service: string) => Credentials;

/**
 * Lambda's own session of an execution role, without which a function is neither deployed nor started.
 * @throws {AwsError} `InvalidParameterValueException` for a role that is not there or does not trust Lambda.
 */
export function assumeRole(credentialsOf: CredentialsOf, roleArn: string): Credentials {
  try {
    return credentialsOf(roleArn, 'lambda.amazonaws.com');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError(
      'InvalidParameterValueException',
      `The role defined for the function cannot be assumed by Lambda. ${error.message}`,
    );
  }
}
