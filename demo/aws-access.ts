/** What an AWS client needs to reach the embedded AWS: any key acts as the account's administrator. */
export type AwsAccess = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

export function localAwsAccess(endpoint: string, region: string): AwsAccess {
  return { endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
}
