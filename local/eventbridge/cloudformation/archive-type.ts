import type { ResourceType } from '../../cloudformation/resource-type.ts';
import { arns } from '../arns.ts';
import type { Core } from '../core.ts';
import type { Deployer } from './deployer.ts';
import { generatedName } from './generated-name.ts';

/** `AWS::Events::Archive`. What it holds stays when it is applied again. */
export function archiveType({ context, buses }: Core, run: Deployer): ResourceType {
  return {
    type: 'AWS::Events::Archive',
    properties: ['ArchiveName', 'SourceArn', 'Description', 'EventPattern', 'RetentionDays'],
    apply(request) {
      const { ArchiveName, SourceArn, EventPattern, Description, RetentionDays } = request.properties;
      const name = (ArchiveName as string | undefined) ?? generatedName(request, 48);
      const input = {
        ArchiveName: name,
        ...(Description === undefined ? {} : { Description }),
        ...(EventPattern === undefined ? {} : { EventPattern: toText(EventPattern) }),
        RetentionDays: Number(RetentionDays ?? 0),
      };
      if (buses.archive(name)) run('UpdateArchive', input);
      else run('CreateArchive', { ...input, EventSourceArn: SourceArn });
      return { physicalId: name, attributes: { ArchiveName: name, Arn: arns.archive(context, name) } };
    },
    remove({ physicalId }) {
      if (buses.archive(physicalId)) run('DeleteArchive', { ArchiveName: physicalId });
    },
  };
}

function toText(pattern: unknown): string {
  return typeof pattern === 'string' ? pattern : JSON.stringify(pattern);
}
