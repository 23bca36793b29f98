/** An answer of the HTTP API that was not 2xx. */
export class ApiError extends Error {
  readonly code = 'api_error';
  readonly status: number;

  constructor(request: { readonly method: string; readonly path: string }, status: number, answer: string) {
    super(`${request.method} ${request.path} was answered with ${status}: ${answer.slice(0, 500)}`);
    this.name = 'ApiError';
    this.status = status;
  }
}
