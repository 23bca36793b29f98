/** What a worker thread is started with. */
export type WorkerSetup = {
  readonly codeDirectory: string;
  readonly handler: string;
  readonly runtime: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly logFormat: 'Text' | 'JSON';
  /** How far the time of the embedded AWS is ahead of the machine's. */
  readonly clockOffsetMs: number;
};

export type MessageToWorker =
  | {
      readonly type: 'invoke';
      readonly id: number;
      readonly requestId: string;
      /** JSON text. */
      readonly payload: string;
      readonly clientContext?: string;
      /** Whether to hand the invocation's log lines back. */
      readonly tail: boolean;
    }
  | { readonly type: 'ping' };

export type MessageFromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'unusable'; readonly error: FunctionFailure }
  /** `payload` is JSON text. */
  | { readonly type: 'result'; readonly id: number; readonly payload: string; readonly log?: string }
  | { readonly type: 'failure'; readonly id: number; readonly error: FunctionFailure; readonly log?: string }
  | { readonly type: 'pong' };

/** A function's error as its caller sees it. */
export type FunctionFailure = {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
};
