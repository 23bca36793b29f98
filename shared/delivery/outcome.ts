/**
 * How an attempt ended. Expected results are values: a timeout, a 500 or a blocked address is an outcome, never thrown.
 */
export type Outcome =
  | { readonly kind: 'delivered'; readonly response: EndpointResponse }
  | {
      readonly kind: 'retryable';
      readonly errorCode: AttemptErrorCode;
      /** More about it in words, without any secret. */
      readonly errorDetail?: string;
      readonly response?: EndpointResponse;
      /** The endpoint's wish from `Retry-After`, in milliseconds from the answer. */
      readonly retryAfterMs?: number;
    }
  /** The endpoint says that it is gone for good. */
  | { readonly kind: 'permanent'; readonly errorCode: 'gone'; readonly response: EndpointResponse }
  /** The subscription's transform could make nothing of the message: there was nothing to send. */
  | {
      readonly kind: 'permanent';
      readonly errorCode: 'transform_failed';
      readonly errorDetail: string;
      readonly response?: undefined;
    };

export type EndpointResponse = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  /** At most 16 KiB. */
  readonly body: string;
  /** Whether more of the body came than was kept. */
  readonly bodyTruncated: boolean;
};

export type AttemptErrorCode =
  | 'blocked_address'
  | 'connection_failed'
  | 'connection_refused'
  | 'connection_reset'
  | 'dns_failure'
  | 'gone'
  | 'http_status'
  | 'insecure_url'
  | 'interrupted'
  | 'invalid_response'
  | 'redirect'
  | 'timeout'
  | 'tls_failure'
  | 'token_failed'
  | 'transform_failed';
