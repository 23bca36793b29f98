import { AwsError } from '../../endpoint/aws-error.ts';
import type { PolicyStatement } from '../../iam/policy-document.ts';

/** The members of AddPermission and of `AWS::Lambda::Permission`, which are the same. */
export type Permission = {
  readonly Action?: unknown;
  readonly Principal?: unknown;
  readonly SourceArn?: unknown;
  readonly SourceAccount?: unknown;
  readonly PrincipalOrgID?: unknown;
};

/**
 * The policy statement that a permission stands for.
 * @throws {AwsError} `ValidationException` for a malformed member.
 */
export function permissionStatement(
  statementId: string,
  functionArn: string,
  permission: Permission,
): PolicyStatement & { readonly Sid: string } {
  if (!/^[a-zA-Z0-9-_]{1,100}$/.test(statementId))
    throw invalid(
      `StatementId is ${JSON.stringify(statementId)}; it must be 1 to 100 letters, digits, - and _.`,
    );
  const action = permission.Action;
  if (typeof action !== 'string' || !/^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/.test(action))
    throw invalid(
      `Action is ${JSON.stringify(action)}; it must be a Lambda action such as lambda:InvokeFunction.`,
    );
  const condition = conditionOf(permission);
  return {
    Sid: statementId,
    Effect: 'Allow',
    Principal: principalOf(permission.Principal),
    Action: action,
    Resource: functionArn,
    ...(condition ? { Condition: condition } : {}),
  };
}

function principalOf(principal: unknown): NonNullable<PolicyStatement['Principal']> {
  if (principal === '*') return '*';
  if (typeof principal === 'string' && /^\d{12}$/.test(principal))
    return { AWS: `arn:aws:iam::${principal}:root` };
  if (typeof principal === 'string' && principal.startsWith('arn:')) return { AWS: principal };
  if (typeof principal === 'string' && /^[a-z0-9.-]+\.[a-z.]+$/.test(principal))
    return { Service: principal };
  throw invalid(
    `Principal is ${JSON.stringify(principal)}; it must be a service such as events.amazonaws.com, an account, an ARN or *.`,
  );
}

function conditionOf({ SourceArn, SourceAccount, PrincipalOrgID }: Permission): PolicyStatement['Condition'] {
  if (PrincipalOrgID !== undefined) throw invalid('PrincipalOrgID is not emulated; leave it out.');
  if (SourceArn === undefined && SourceAccount === undefined) return undefined;
  return {
    ...(SourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
    ...(SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': SourceArn } }),
  };
}

function invalid(sentence: string): AwsError {
  return new AwsError('ValidationException', sentence);
}
