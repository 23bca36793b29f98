import type { AppliedStack } from './cloudformation/apply-stack.ts';
import { deployAssembly } from './cloudformation/deploy-assembly.ts';
import type { ResourceType } from './cloudformation/resource-type.ts';
import { inertTypes } from './cloudwatch/inert-types.ts';
import type { Context } from './context.ts';
import { createServices, type Services } from './create-services.ts';
import { drain } from './drain.ts';
import type { Fault } from './endpoint/answer-request.ts';
import { createEndpoint } from './endpoint/create-endpoint.ts';
import type { Caller } from './iam/caller.ts';
import { createIam, type Iam } from './iam/create-iam.ts';
import type { Ledger } from './iam/ledger.ts';
import { logTypes } from './logs/log-types.ts';
import { serviceProtocols } from './service-protocols.ts';
import { openDatabase } from './storage/open-database.ts';

export type EmbeddedAwsOptions = {
  /** The cloud assembly (`cdk.out`) whose stacks are run. */
  readonly assemblyDirectory: string;
  /** Where everything is kept; `:memory:` keeps nothing. */
  readonly dataDirectory: string;
  /** 0 takes a free port. */
  readonly awsPort: number;
  readonly apiPort: number;
  /** Gets every line that a function writes. */
  readonly onLog: (entry: { readonly functionName: string; readonly line: string }) => void;
  /** Gets what an operator should read that no client sees. */
  readonly onWarning: (sentence: string) => void;
  /**
   * How far the time of everything here, functions included, is ahead of this machine's: an old directory goes on where it
   * ended with a negative one.
   * @default 0
   */
  readonly clockOffsetMs?: number;
  /** How long a stop waits for what runs before it breaks it off, in milliseconds. @default 5000 */
  readonly stopGraceMs?: number;
  /** Rules on one bus, a quota that AWS raises on request. @default 300 */
  readonly rulesPerBus?: number;
  /** Makes calls fail, for tests. */
  readonly fault?: (service: string, operation: string, caller: Caller) => Fault;
  /** Says which received messages come twice, for tests. */
  readonly duplicate?: () => boolean;
};

export type EmbeddedAws = {
  /** Where AWS clients send to (`AWS_ENDPOINT_URL`). */
  readonly endpointUrl: string;
  /** Where the HTTP API of the template listens. */
  readonly apiUrl: string;
  readonly region: string;
  readonly accountId: string;
  /** The stacks' outputs by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What the template's roles were seen to need. */
  readonly ledger: Ledger;
  /** Takes nothing more, finishes what runs within the grace and closes the database. */
  stop(): Promise<void>;
};

const ACCOUNT_ID = '000000000000';
const REGION = 'us-east-1';
const STOP_GRACE_MS = 5_000;

/**
 * Runs a synthesized template on this machine, as AWS would. It knows CloudFormation's types and nothing of what they
 * are used for. What was in flight when the last run ended is visible again.
 * @throws {Error} with a sentence, for a port that is taken, a data directory that cannot be used, or a template that
 *   asks for what is not emulated.
 */
export async function startEmbeddedAws(options: EmbeddedAwsOptions): Promise<EmbeddedAws> {
  const cleanup = new AsyncDisposableStack();
  try {
    const running = await start(options, cleanup);
    return { ...running, stop: () => cleanup.disposeAsync() };
  } catch (error) {
    await cleanup.disposeAsync();
    throw error;
  }
}

async function start(
  options: EmbeddedAwsOptions,
  cleanup: AsyncDisposableStack,
): Promise<Omit<EmbeddedAws, 'stop'>> {
  const database = openDatabase(options.dataDirectory);
  cleanup.defer(() => database.close());
  const now = () => Date.now() + (options.clockOffsetMs ?? 0);
  const iam = createIam({ accountId: ACCOUNT_ID, database, now });
  const address = { endpointUrl: '' };
  const context: Context = {
    database,
    now,
    accountId: ACCOUNT_ID,
    region: REGION,
    endpointUrl: () => address.endpointUrl,
    authorize: iam.authorize,
    warn: options.onWarning,
  };
  const services = createServices(context, options, iam);
  cleanup.defer(() => {
    services.sqs.stop();
    services.dynamodb.stop();
  });
  const stacks: AppliedStack[] = [];
  const endpoint = createEndpoint({
    context,
    callerOf: iam.callerOf,
    services: serviceProtocols(context, services, () => stacks),
    ...(options.fault && { fault: options.fault }),
  });
  address.endpointUrl = await endpoint.listen(options.awsPort);
  cleanup.defer(() => endpoint.close());
  cleanup.defer(() => drain(context, services, options.stopGraceMs ?? STOP_GRACE_MS));
  const apiUrl = await services.httpApi.listen(options.apiPort);

  services.sqs.makeInFlightVisible();
  const deployed = await deployAssembly({
    assemblyDirectory: options.assemblyDirectory,
    database,
    resourceTypes: resourceTypes(context, iam, services),
    accountId: ACCOUNT_ID,
    region: REGION,
    log: options.onWarning,
  });
  stacks.push(...deployed.stacks);
  services.lambda.start();
  services.eventbridge.start();
  return {
    endpointUrl: address.endpointUrl,
    apiUrl,
    region: REGION,
    accountId: ACCOUNT_ID,
    outputs: Object.assign({}, ...Object.values(deployed.outputs)),
    ledger: iam.ledger,
  };
}

function resourceTypes(context: Context, iam: Iam, services: Services): readonly ResourceType[] {
  return [
    ...[iam, ...Object.values(services)].flatMap((service) => service.resourceTypes),
    ...logTypes(context),
    ...inertTypes(context),
  ];
}
