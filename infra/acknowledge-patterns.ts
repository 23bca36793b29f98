import { Stack, Validations } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { Permission } from './permission.ts';

/**
 * Tells cdk-nag why each resource of a role's policy that is a pattern has to be one. A pattern without a reason is
 * not acknowledged, and so fails the check of the template.
 */
export function acknowledgePatterns(role: Role, permissions: readonly Permission[]): void {
  for (const { resources, patternReason } of permissions) {
    if (!patternReason) continue;
    for (const resource of resources) {
      const pattern = withTokensInBrackets(Stack.of(role).resolve(resource));
      const id = `AwsSolutions-IAM5[Resource::${pattern}]`;
      if (pattern.includes('*')) Validations.of(role).acknowledge({ id, reason: patternReason });
    }
  }
}

/** A resolved ARN in cdk-nag's spelling: `arn:<AWS::Partition>:sqs:...`. */
function withTokensInBrackets(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join, Ref: ref, 'Fn::GetAtt': attribute } = value as Intrinsic;
  if (join) return join[1].map(withTokensInBrackets).join(join[0]);
  return `<${ref ?? attribute?.join('.')}>`;
}

type Intrinsic = {
  readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
  readonly 'Fn::GetAtt'?: readonly string[];
  readonly Ref?: string;
};
