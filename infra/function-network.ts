import type { FunctionOptions } from 'aws-cdk-lib/aws-lambda';

/** Where in a VPC a function runs. */
export type FunctionNetwork = Required<Pick<FunctionOptions, 'vpc' | 'vpcSubnets' | 'securityGroups'>>;
