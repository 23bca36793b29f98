/** An intrinsic function's value as one readable string: `arn:${AWS::Partition}:sqs:...:webhooks-prod-sub_*`. */
export function templateText(value: unknown): string {
  if (typeof value === 'string') return value;
  const {
    'Fn::Join': join,
    'Fn::Sub': sub,
    'Fn::GetAtt': attribute,
    Ref: ref,
  } = value as Record<string, unknown>;
  if (isJoin(join)) return join[1].map(templateText).join(join[0]);
  if (typeof sub === 'string') return sub;
  if (Array.isArray(attribute)) return `\${${attribute.join('.')}}`;
  if (typeof ref === 'string') return `\${${ref}}`;
  throw new Error(`Expected a string or an intrinsic function, got ${JSON.stringify(value)}.`);
}

function isJoin(value: unknown): value is readonly [string, readonly unknown[]] {
  return Array.isArray(value) && typeof value[0] === 'string' && Array.isArray(value[1]);
}
