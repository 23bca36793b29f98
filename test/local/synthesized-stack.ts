import { fetchAdminKey } from '../../demo/admin-key.ts';
import { localAwsAccess } from '../../demo/aws-access.ts';
import type { Stage } from '../../infra/stage.ts';
import { type EmbeddedAws, type EmbeddedAwsOptions, startEmbeddedAws } from '../../local/embedded-aws.ts';
import { type Api, createApi } from './api.ts';
import { synthesizedAssembly, type Template } from './synthesized-assembly.ts';
import { createTraces, type Traces } from './traces.ts';

export type SynthesizedStack = EmbeddedAws & {
  /** The HTTP API with the administrator's key. */
  readonly admin: Api;
  readonly adminKey: string;
  /** Everything that functions logged and that the embedded AWS warned of. */
  readonly traces: Traces;
};

export type StackOptions = Pick<
  EmbeddedAwsOptions,
  'fault' | 'duplicate' | 'rulesPerBus' | 'clockOffsetMs' | 'stopGraceMs'
> & {
  /** Options that the stage does not have by itself. @default none */
  readonly stage?: Partial<Stage>;
  /** Changes the template before it is deployed. @default as it is synthesized */
  readonly edit?: (template: Template) => void;
  /** Where the endpoint listens; a queue's URL has it in it, so a stack that is started again takes the same. @default any */
  readonly awsPort?: number;
  /** @default ':memory:' */
  readonly dataDirectory?: string;
};

/** Runs the synthesized stage `test` in this process, so that a test can change its template and make its calls fail. */
export async function startSynthesizedStack(options: StackOptions = {}): Promise<SynthesizedStack> {
  const { stage, edit = () => undefined, dataDirectory = ':memory:', awsPort = 0, ...faults } = options;
  const assembly = await synthesizedAssembly(stage);
  const traces = createTraces();
  const aws = await startEmbeddedAws({
    ...faults,
    assemblyDirectory: assembly.edited(edit),
    dataDirectory,
    awsPort,
    apiPort: 0,
    onLog: ({ functionName, line }) => traces.add(`${functionName}: ${line}`),
    onWarning: (sentence) => traces.add(sentence),
  });
  const key = await fetchAdminKey(
    localAwsAccess(aws.endpointUrl, aws.region),
    aws.outputs['AdminKeySecretArn'] ?? '',
  );
  return { ...aws, traces, adminKey: key, admin: createApi(aws.apiUrl, key) };
}
