import type { PolicyDocument } from './policy-document.ts';

/** One permission that an operation needs: the question that IAM answers. */
export type Access = {
  /** `sqs:SendMessage` */
  readonly action: string;
  /** The resource's ARN, or `*` for actions without resource-level permissions. */
  readonly resource: string;
  /** The policy attached to the resource itself (queue, bus, function, key, secret), where it has one. */
  readonly resourcePolicy?: PolicyDocument | undefined;
  /** The resource guards itself, as KMS keys do: a role's own policies count only if `resourcePolicy` hands the decision to the account. */
  readonly guarded?: boolean;
  /** Request context keys that conditions may ask for, as `events:source` or `lambda:FunctionArn`. */
  readonly conditions?: Readonly<Record<string, string | readonly string[]>>;
};
