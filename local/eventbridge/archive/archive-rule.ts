import type { Context } from '../../context.ts';
import { arns } from '../arns.ts';
import type { Rule } from '../rule/rule.ts';
import type { Archive } from './archive.ts';

/**
 * The managed rule by which a bus feeds an archive: it is listed and counts for the quota like any other. Here the
 * archive is fed without it, so it stands for itself and is never matched.
 */
export function archiveRule(context: Context, { name: archive, record }: Archive): Rule {
  const name = archiveRuleName(archive);
  return {
    bus: record.bus,
    name,
    arn: arns.rule(context, record.bus, name),
    record: {
      eventPattern: JSON.stringify({
        ...(record.eventPattern === undefined ? {} : (JSON.parse(record.eventPattern) as object)),
        'replay-name': [{ exists: false }],
      }),
      state: 'ENABLED',
      managedBy: 'prod.vhs.events.aws.internal',
      targets: [{ Id: name, Arn: `arn:aws:events:${context.region}:::` }],
    },
  };
}

export function archiveRuleName(archive: string): string {
  return `Events-Archive-${archive}`;
}
