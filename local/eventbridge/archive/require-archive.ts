import { AwsError } from '../../endpoint/aws-error.ts';
import type { Service } from '../service.ts';
import type { Archive } from './archive.ts';

/** @throws {AwsError} `ResourceNotFoundException` */
export function requireArchive(service: Service, name: string): Archive {
  const archive = service.buses.archive(name);
  if (!archive) throw new AwsError('ResourceNotFoundException', `Archive ${name} does not exist.`);
  return archive;
}
