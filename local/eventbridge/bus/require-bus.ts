import { AwsError } from '../../endpoint/aws-error.ts';
import type { Core } from '../core.ts';
import type { Bus } from './bus.ts';

/** @throws {AwsError} `ResourceNotFoundException` */
export function requireBus(core: Core, name: string): Bus {
  const bus = core.buses.get(name);
  if (!bus) throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
  return bus;
}
