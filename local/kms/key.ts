/** A symmetric KMS key. Times are milliseconds since the epoch. */
export type Key = {
  readonly id: string;
  readonly arn: string;
  readonly description: string;
  readonly createdAt: number;
  /** 32 bytes in base64. */
  readonly material: string;
  readonly enabled: boolean;
  /** When the key and all it has encrypted are lost; set while it waits for that. */
  readonly deleteAfter?: number;
  readonly rotates: boolean;
  /** JSON text of the key policy. */
  readonly policy: string;
  readonly tags: readonly { readonly TagKey: string; readonly TagValue: string }[];
  /** The template's resource that it stands for: stack and logical id. */
  readonly origin?: string;
  /** How long it waits for its deletion when it leaves the template. @default 30 */
  readonly windowDays?: number;
};
