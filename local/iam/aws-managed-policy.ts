import { AwsError } from '../endpoint/aws-error.ts';
import type { PolicyDocument } from './policy-document.ts';

/**
 * The document of a policy that AWS itself manages.
 * @throws {AwsError} `NoSuchEntity` for the many that are not emulated.
 */
export function awsManagedPolicy(arn: string): PolicyDocument {
  const actions = ACTIONS[arn];
  if (actions)
    return { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: actions, Resource: '*' } };
  throw new AwsError(
    'NoSuchEntity',
    `The managed policy ${arn} is not emulated. Known: ${Object.keys(ACTIONS).join(', ')}. Grant the actions themselves.`,
  );
}

const LOGS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole': LOGS,
  'arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole': [
    ...LOGS,
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ],
};
