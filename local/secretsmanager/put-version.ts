import { AwsError } from '../endpoint/aws-error.ts';
import type { Secret, SecretValue, SecretVersion } from './secret.ts';

/** Versions without a stage are kept up to this many, as AWS does. */
const VERSION_LIMIT = 100;

type NewVersion = {
  /** The caller's token; the same one with the same value again changes nothing. */
  readonly id: string;
  readonly value: SecretValue;
  readonly stages: readonly string[];
  readonly now: number;
};

/**
 * The secret with one more version, which takes its stages from the versions that had them.
 * @throws {AwsError} `ResourceExistsException` for a token that was used with another value.
 */
export function putVersion(secret: Secret, { id, value, stages, now }: NewVersion): Secret {
  const existing = secret.versions.find((version) => version.id === id);
  if (existing) {
    if (existing.string === value.string && existing.binary === value.binary) return secret;
    throw new AwsError(
      'ResourceExistsException',
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn} with other content.`,
    );
  }
  const added = { ...value, id, createdAt: now, stages: [] };
  const versions = stages.reduce((all, stage) => moveStage(all, stage, id), [added, ...secret.versions]);
  let bare = 0;
  return {
    ...secret,
    changedAt: now,
    versions: versions.filter((version) => version.stages.length > 0 || ++bare <= VERSION_LIMIT),
  };
}

/** Moves a stage to one version, or off every version; whoever loses `AWSCURRENT` to another becomes `AWSPREVIOUS`. */
export function moveStage(
  versions: readonly SecretVersion[],
  stage: string,
  to: string | undefined,
): SecretVersion[] {
  const from = versions.find((version) => version.stages.includes(stage));
  const moved = versions.map((version) => ({
    ...version,
    stages: [...version.stages.filter((name) => name !== stage), ...(version.id === to ? [stage] : [])],
  }));
  if (stage !== 'AWSCURRENT' || !from || from.id === to) return moved;
  return moveStage(moved, 'AWSPREVIOUS', from.id);
}
