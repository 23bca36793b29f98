import { AwsError } from './aws-error.ts';
import type { RawRequest } from './call.ts';

/**
 * Any unknown key is the administrator, so a page in a browser on the same machine must not get through: no request
 * with an `Origin`, and none to a name that is not loopback (a name of the page's own that resolves to 127.0.0.1).
 * @throws {AwsError} `AccessDenied`
 */
export function checkBrowser(headers: RawRequest['headers']): void {
  if (headers['origin'] !== undefined)
    throw new AwsError(
      'AccessDenied',
      `The embedded AWS serves no browsers; this request comes from ${headers['origin']}.`,
      403,
    );
  const host = (headers['host'] ?? '').replace(/:\d+$/, '');
  if (/^(127\.\d+\.\d+\.\d+|\[::1\]|([a-z0-9-]+\.)*localhost)$/i.test(host)) return;
  throw new AwsError(
    'AccessDenied',
    `The embedded AWS answers to loopback names only, such as 127.0.0.1 or localhost; not ${JSON.stringify(host)}.`,
    403,
  );
}
