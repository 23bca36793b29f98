/**
 * An error as AWS answers it: the service's own error code, the HTTP status and a sentence that says what was
 * wrong, the value got and what is allowed. Every refusal of the embedded AWS that a client can see is one.
 */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Further members of the error's body, as DynamoDB's `Item` in a ConditionalCheckFailedException. */
  readonly members: Record<string, unknown>;

  constructor(code: string, message: string, status = 400, members: Record<string, unknown> = {}) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
    this.members = members;
  }
}
