/** A deployed function: everything its template resource said, checked. It is stored as JSON. */
export type FunctionConfiguration = {
  readonly functionName: string;
  readonly functionArn: string;
  readonly description: string;
  /** ARN of the execution role. */
  readonly role: string;
  /** `index.handler`: module path within the code, then the export. */
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly architectures: readonly string[];
  /** Invocations at once; absent when the function shares the account's. */
  readonly reservedConcurrency?: number;
  /** ARN of a queue for events whose asynchronous invocations all failed. */
  readonly deadLetterArn?: string;
  readonly tracingMode: string;
  readonly logGroup: string;
  readonly logFormat: 'Text' | 'JSON';
  /** Directory that holds the code, below the cloud assembly. */
  readonly codeDirectory: string;
  /** The asset's hash, the name of its archive. */
  readonly codeHash: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly lastModified: number;
};
