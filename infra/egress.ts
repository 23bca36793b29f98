import { Fn, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  CfnEIP,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  IpAddresses,
  NatProvider,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { FunctionNetwork } from './function-network.ts';
import { stageNames } from './stage-names.ts';
import type { Stage } from './stage.ts';

/** One NAT gateway and one address in each: the failure of a zone halves the way out and does not close it. */
const ZONES = 2;

/**
 * The way out of `deliver` by addresses that never change. What it says to DynamoDB and SQS stays inside AWS, so that the
 * NAT gateways carry what customers get and little else.
 */
export class Egress extends Construct {
  readonly network: FunctionNetwork;
  /** The addresses that endpoints see, separated by commas; known once deployed. */
  readonly addresses: string;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    const addresses = Array.from({ length: ZONES }, (_, zone) => this.#address(stage, zone + 1));
    const vpc = this.#vpc(stageNames(this, stage).prefix, addresses);
    const securityGroup = new SecurityGroup(this, 'DeliverGroup', {
      vpc,
      description: 'deliver: nothing comes in, and out to any port, for endpoints are on any',
      allowAllOutbound: false,
    });
    securityGroup.addEgressRule(Peer.anyIpv4(), Port.allTcp(), 'Endpoints and AWS');
    this.#endpoints(vpc, securityGroup);
    this.network = {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [securityGroup],
    };
    this.addresses = Fn.join(
      ',',
      addresses.map((address) => address.ref),
    );
  }

  /** Customers have it in their firewalls: in production it outlives even the stack. */
  #address(stage: Stage, number: number): CfnEIP {
    const address = new CfnEIP(this, `Address${number}`, {
      domain: 'vpc',
      tags: [{ key: 'Name', value: `${stageNames(this, stage).prefix}-egress-${number}` }],
    });
    if (stage.retainData) address.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return address;
  }

  #vpc(vpcName: string, addresses: readonly CfnEIP[]): IVpc {
    const vpc = new Vpc(this, 'Vpc', {
      vpcName,
      ipAddresses: IpAddresses.cidr('10.0.0.0/20'),
      maxAzs: ZONES,
      natGatewayProvider: NatProvider.gateway({
        eipAllocationIds: addresses.map((address) => address.attrAllocationId),
      }),
      subnetConfiguration: [
        { name: 'nat', subnetType: SubnetType.PUBLIC, cidrMask: 28, mapPublicIpOnLaunch: false },
        { name: 'deliver', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 24 },
      ],
    });
    Validations.of(vpc).acknowledge({
      id: 'AwsSolutions-VPC7',
      reason: 'Nothing but deliver is in it, and each of its connections is a line of its own log.',
    });
    // The class says `string | undefined` where the interface has an optional property.
    return vpc as IVpc;
  }

  #endpoints(vpc: IVpc, deliver: SecurityGroup): void {
    vpc.addGatewayEndpoint('DynamoDb', { service: GatewayVpcEndpointAwsService.DYNAMODB });
    const securityGroup = new SecurityGroup(this, 'SqsGroup', {
      vpc,
      description: 'SQS for deliver alone',
      allowAllOutbound: false,
    });
    securityGroup.addIngressRule(deliver, Port.tcp(443), 'deliver');
    vpc.addInterfaceEndpoint('Sqs', {
      service: InterfaceVpcEndpointAwsService.SQS,
      securityGroups: [securityGroup],
      open: false,
    });
  }
}
