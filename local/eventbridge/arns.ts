import type { Context } from '../context.ts';

/** ARNs of EventBridge resources in the context's account. A rule's carries its bus unless that is the default one. */
export const arns = {
  bus: (context: Context, name: string) => `${prefix(context)}:event-bus/${name}`,
  rule: (context: Context, bus: string, name: string) =>
    `${prefix(context)}:rule/${bus === 'default' ? '' : `${bus}/`}${name}`,
  archive: (context: Context, name: string) => `${prefix(context)}:archive/${name}`,
  replay: (context: Context, name: string) => `${prefix(context)}:replay/${name}`,
};

function prefix({ region, accountId }: Context): string {
  return `arn:aws:events:${region}:${accountId}`;
}
