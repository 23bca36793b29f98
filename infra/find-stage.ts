import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Stage } from './stage.ts';

/**
 * The configuration of a stage by its name.
 * @throws {Error} naming the stages there are, for any other name.
 */
export function findStage(name: string): Stage {
  const stage = STAGES.find((stage) => stage.name === name);
  if (stage) return stage;
  const allowed = STAGES.map(({ name }) => name).join(', ');
  throw new Error(
    `There is no stage "${name}"; allowed are ${allowed}. Name one with "-c stage=<name>" or STAGE=<name>, or add it to infra/find-stage.ts.`,
  );
}

const DAY = 86_400;

const AWS: Omit<Stage, 'name'> = {
  addressRules: 'public',
  ruleSettleSeconds: 60,
  deliverTimeoutSeconds: 60,
  visibilityTimeoutSeconds: 90,
  queueRetentionSeconds: 13 * DAY,
  dlqRetentionSeconds: 14 * DAY,
  logRetentionDays: RetentionDays.ONE_MONTH,
  deliveryRetentionSeconds: 90 * DAY,
  shards: 1,
  archiveRetentionDays: 30,
  archiveDelaySeconds: 600,
  queueRemovalDelaySeconds: 300,
  inactiveHideSeconds: 60,
  slotWaitSeconds: 20,
  breakerCooldownSeconds: 60,
  breakerLongestSeconds: 1_800,
  disableAfterSeconds: 5 * DAY,
  sweepIntervalSeconds: 3_600,
  orphanGraceSeconds: 3_600,
  overdueSeconds: 3_600,
  jobStalledSeconds: 3_600,
  retainData: false,
  alarmEmails: [],
  accountConcurrency: 1_000,
  tracing: false,
  staticEgress: false,
};

const STAGES: readonly Stage[] = [
  { ...AWS, name: 'prod', logRetentionDays: RetentionDays.THREE_MONTHS, retainData: true },
  { ...AWS, name: 'dev' },
  {
    ...AWS,
    name: 'local',
    addressRules: 'any',
    ruleSettleSeconds: 0,
    archiveDelaySeconds: 0,
    queueRemovalDelaySeconds: 10,
  },
  {
    ...AWS,
    name: 'test',
    addressRules: 'any',
    ruleSettleSeconds: 0,
    deliverTimeoutSeconds: 5,
    visibilityTimeoutSeconds: 8,
    queueRetentionSeconds: 600,
    dlqRetentionSeconds: 1200,
    logRetentionDays: RetentionDays.ONE_DAY,
    deliveryRetentionSeconds: DAY,
    archiveDelaySeconds: 1,
    queueRemovalDelaySeconds: 2,
    inactiveHideSeconds: 2,
    slotWaitSeconds: 2,
    breakerCooldownSeconds: 1,
    breakerLongestSeconds: 1,
    disableAfterSeconds: 30,
  },
];
