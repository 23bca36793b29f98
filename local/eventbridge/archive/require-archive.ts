import { AwsError } from '../../endpoint/aws-error.ts';
import type { Core } from '../core.ts';
import type { Archive } from './archive.ts';

/** @throws {AwsError} `ResourceNotFoundException` */
export function requireArchive(core: Core, name: string): Archive {
  const archive = core.buses.archive(name);
  if (!archive) throw new AwsError('ResourceNotFoundException', `Archive ${name} does not exist.`);
  return archive;
}
