/** A secret with all its versions. Times are milliseconds since the epoch. */
export type Secret = {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly createdAt: number;
  readonly changedAt: number;
  /** When deletion was asked for, and when it becomes final. */
  readonly deletedAt?: number;
  readonly deleteAfter?: number;
  /** JSON text of its resource policy. */
  readonly policy?: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly versions: readonly SecretVersion[];
};

export type SecretVersion = SecretValue & {
  readonly id: string;
  readonly createdAt: number;
  /** `AWSCURRENT`, `AWSPREVIOUS` or own names; each is on one version only. */
  readonly stages: readonly string[];
};

/** One of the two; `binary` is base64. */
export type SecretValue = { readonly string?: string; readonly binary?: string };
