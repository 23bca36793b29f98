import type { Permission } from './permission.ts';

/**
 * What Lambda does under a function's role to put the function into a VPC, and what keeps the function's own code from
 * doing it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function networkPermissions(functionArn: string): readonly Permission[] {
  const patternReason =
    'Lambda chooses the network interfaces, and describing them has no resource-level scope.';
  return [
    { sid: 'NetworkInterfaces', actions: ACTIONS, resources: ['*'], patternReason },
    {
      sid: 'NetworkInterfacesByLambdaOnly',
      effect: 'Deny',
      actions: ACTIONS,
      resources: ['*'],
      conditions: { ArnEquals: { 'lambda:SourceFunctionArn': functionArn } },
    },
  ];
}

const ACTIONS = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];
