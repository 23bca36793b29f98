import { AwsError } from './aws-error.ts';
import type { RawRequest } from './call.ts';

/**
 * The access key that a request is signed with, from its `Authorization` header or its presigned query; undefined if
 * it is not signed. The signature itself is not checked: any secret will do.
 * @throws {AwsError} `IncompleteSignatureException` for a header that is no Signature Version 4.
 */
export function accessKey(request: Pick<RawRequest, 'headers' | 'query'>): string | undefined {
  const header = request.headers['authorization'];
  if (header === undefined) return request.query.get('X-Amz-Credential')?.split('/')[0];
  const key = /^AWS4-(?:HMAC|ECDSA-P256)-SHA256 .*?Credential=([^/,\s]+)\//.exec(header)?.[1];
  if (key !== undefined) return key;
  throw new AwsError(
    'IncompleteSignatureException',
    "The Authorization header must be a Signature Version 4: 'AWS4-HMAC-SHA256 Credential=<key>/<date>/<region>/<service>/aws4_request, SignedHeaders=..., Signature=...'.",
  );
}
