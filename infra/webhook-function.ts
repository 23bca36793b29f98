import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { CfnFunction, Code } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgePatterns } from './acknowledge-patterns.ts';
import type { FunctionNetwork } from './function-network.ts';
import { networkPermissions } from './network-permissions.ts';
import type { Permission } from './permission.ts';
import { stageNames } from './stage-names.ts';
import type { FunctionVerb } from './stage-names.ts';
import type { Stage } from './stage.ts';
import { tracePermissions } from './trace-permissions.ts';

export type WebhookFunctionProps = {
  readonly stage: Stage;
  /** Names the function, its role and its log group. */
  readonly verb: FunctionVerb;
  /** A bundle whose `index.mjs` exports `handler`. */
  readonly code: Code;
  readonly timeoutSeconds: number;
  /** The variables that the function's `environment.ts` declares. */
  readonly environment: Readonly<Record<string, string>>;
  /** All that the function may do, but for writing its own log. */
  readonly permissions: readonly Permission[];
  /** The VPC that it connects through. @default the network that Lambda has for all */
  readonly network?: FunctionNetwork;
};

/** Also sets the share of a processor, of which 1,769 MB are one: a cold start with less would take seconds. */
const MEMORY_MEGABYTES = 512;

/** A function with the house's defaults: Node 24 on arm64, a log group with retention, a role of its own. */
export class WebhookFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: WebhookFunctionProps) {
    super(scope, id);
    const names = stageNames(this, props.stage);
    const functionName = names.functionName(props.verb);
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: props.stage.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: props.code,
      handler: 'index.handler',
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: MEMORY_MEGABYTES,
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      role: this.#role(names.roleName(props.verb), [
        ...props.permissions,
        this.#ownLog(functionName),
        ...(props.network ? networkPermissions(names.functionArn(props.verb)) : []),
        ...(props.stage.tracing ? tracePermissions : []),
      ]),
      ...props.network,
    });
    if (props.stage.tracing) this.#trace();
  }

  /** Not by the function's own option, which would give the role a second policy. */
  #trace(): void {
    (this.function.node.defaultChild as CfnFunction).tracingConfig = { mode: 'Active' };
  }

  #role(roleName: string, permissions: readonly Permission[]): Role {
    const role = new Role(this, 'Role', {
      roleName,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { permissions: new PolicyDocument({ statements: permissions.map(toStatement) }) },
    });
    acknowledgePatterns(role, permissions);
    return role;
  }

  #ownLog(functionName: string): Permission {
    return {
      sid: 'OwnLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [
        Stack.of(this).formatArn({ service: 'logs', resource: `log-group:/aws/lambda/${functionName}:*` }),
      ],
      patternReason: 'Lambda chooses the names of the streams in the log group.',
    };
  }
}

function toStatement({ sid, effect, actions, resources, conditions }: Permission): PolicyStatement {
  return new PolicyStatement({
    sid,
    ...(effect && { effect: Effect.DENY }),
    actions: [...actions],
    resources: [...resources],
    ...(conditions && { conditions }),
  });
}
