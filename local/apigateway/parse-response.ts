/** What the client gets. */
export type ProxyResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
};

/**
 * Reads a function's answer in payload format 2.0: structured when it has a `statusCode`, else inferred as a JSON
 * body of status 200. Undefined when it is malformed, which API Gateway answers with a 500.
 */
export function parseResponse(payload: string): ProxyResponse | undefined {
  const answer = JSON.parse(payload) as unknown;
  if (typeof answer === 'object' && answer !== null && 'statusCode' in answer) return structured(answer);
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(typeof answer === 'string' ? answer : payload),
  };
}

function structured(answer: object): ProxyResponse | undefined {
  const { statusCode, headers, cookies, body, isBase64Encoded } = answer as Record<string, unknown>;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  if (body !== undefined && body !== null && typeof body !== 'string') return undefined;
  const named = headersOf(headers);
  const set = cookiesOf(cookies);
  if (!named || !set) return undefined;
  return {
    status,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...named,
      ...(set.length === 0 ? {} : { 'set-cookie': set }),
    },
    body: Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

function headersOf(headers: unknown): Record<string, string> | undefined {
  if (headers === undefined || headers === null) return {};
  if (typeof headers !== 'object' || Array.isArray(headers)) return undefined;
  const named: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'object' && value !== null) return undefined;
    named[name.toLowerCase()] = `${value as string | number | boolean}`;
  }
  return named;
}

function cookiesOf(cookies: unknown): string[] | undefined {
  if (cookies === undefined || cookies === null) return [];
  if (!Array.isArray(cookies) || !cookies.every((cookie) => typeof cookie === 'string')) return undefined;
  return cookies;
}
