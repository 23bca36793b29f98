/** What a transform makes of a message. */
export type Transformed =
  | { readonly body: string }
  | {
      readonly failed: TransformFailure;
      /** What went wrong and where, without any of the message: it may be stored and logged in the open. */
      readonly detail: string;
      /** The whole story, which may quote the message: for its owner's eyes alone. */
      readonly message: string;
    };

/**
 * `error`: the expression has failed. `no_result`: it gave nothing. `too_large`: it gave more than may be sent. `timeout`
 * and `out_of_memory`: it was ended.
 */
export type TransformFailure = 'error' | 'no_result' | 'too_large' | 'timeout' | 'out_of_memory';

/** What is to be transformed. */
export type TransformInput = {
  /** JSONata. */
  readonly expression: string;
  /** The standard body of the message, which is the expression's input. */
  readonly body: string;
  /** The message's id: what is random in an expression depends on it alone. */
  readonly messageId: string;
};
