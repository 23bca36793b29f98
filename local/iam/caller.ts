/** Who makes a request. */
export type Caller =
  /** An unknown access key: the account's administrator, whom only an explicit Deny binds. */
  | { readonly kind: 'administrator'; readonly arn: string }
  /** A function acting under its execution role, or EventBridge under a target's RoleArn. */
  | { readonly kind: 'role'; readonly arn: string }
  /** An AWS service acting for one of its resources; only resource policies let it in. */
  | { readonly kind: 'service'; readonly service: string; readonly sourceArn: string };
