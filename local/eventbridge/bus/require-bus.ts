import { AwsError } from '../../endpoint/aws-error.ts';
import type { Service } from '../service.ts';
import type { Bus } from './bus.ts';

/** @throws {AwsError} `ResourceNotFoundException` */
export function requireBus(service: Service, name: string): Bus {
  const bus = service.buses.get(name);
  if (!bus) throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
  return bus;
}
