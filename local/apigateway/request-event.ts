import type { Context } from '../context.ts';

/** A request as it arrived, and where it goes. */
export type ProxyRequest = {
  readonly apiId: string;
  readonly requestId: string;
  readonly method: string;
  /** Decoded; API Gateway decodes it before it matches and hands it on. */
  readonly path: string;
  readonly rawQuery: string;
  /** Names and values one after the other, as node:http reads them. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly routeKey: string;
  readonly stage: string;
  readonly stageVariables?: Readonly<Record<string, string>> | undefined;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** `127.0.0.1:4000` */
  readonly domainName: string;
};

/** Bodies of these types are handed on as text; any other, form data and none included, as base64. */
const TEXT_TYPE = /^(text\/|application\/(json|xml|javascript)\b)/i;

/**
 * The event of a Lambda proxy integration, payload format 2.0.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function requestEvent(context: Context, request: ProxyRequest) {
  const now = context.now();
  const { headers, cookies } = headersOf(request, now);
  const query = queryOf(request.rawQuery);
  const isText = TEXT_TYPE.test(headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey: request.routeKey,
    rawPath: request.path,
    rawQueryString: request.rawQuery,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers,
    ...(query ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId: context.accountId,
      apiId: request.apiId,
      domainName: request.domainName,
      domainPrefix: request.domainName.split('.')[0],
      http: {
        method: request.method,
        path: request.path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: request.requestId,
      routeKey: request.routeKey,
      stage: request.stage,
      time: commonLogTime(now),
      timeEpoch: now,
    },
    ...(Object.keys(request.pathParameters).length === 0 ? {} : { pathParameters: request.pathParameters }),
    ...(request.stageVariables ? { stageVariables: request.stageVariables } : {}),
    ...(request.body.length === 0 ? {} : { body: request.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
}

/** Lower-cased, repeated ones joined with commas; cookies go apart. */
function headersOf({ rawHeaders, sourceIp, domainName, requestId }: ProxyRequest, now: number) {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    if (name === 'cookie') cookies.push(...value.split(/; */));
    else if (name !== 'connection') headers[name] = name in headers ? `${headers[name]},${value}` : value;
  }
  const forwarded = headers['x-forwarded-for'];
  headers['x-forwarded-for'] = forwarded === undefined ? sourceIp : `${forwarded}, ${sourceIp}`;
  headers['x-amzn-trace-id'] ??= traceId(requestId, now);
  headers['x-forwarded-proto'] = 'http';
  headers['x-forwarded-port'] = domainName.split(':')[1] ?? '80';
  return { headers, cookies };
}

/** `Root=1-5759e988-bd862e3fe1be46a994272793`: the time in seconds, then 24 hexadecimal digits. */
function traceId(requestId: string, now: number): string {
  return `Root=1-${Math.floor(now / 1000).toString(16)}-${requestId.replaceAll('-', '').slice(0, 24)}`;
}

/** Decoded, repeated ones joined with commas. */
function queryOf(rawQuery: string): Record<string, string> | undefined {
  if (rawQuery === '') return undefined;
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQuery))
    query[name] = name in query ? `${query[name]},${value}` : value;
  return query;
}

/** `12/Mar/2020:19:03:58 +0000` */
function commonLogTime(now: number): string {
  const [, day, month, year, time] = new Date(now).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
