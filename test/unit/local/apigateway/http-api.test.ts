import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { AwsError } from '../../../../local/endpoint/aws-error.ts';
import { httpApiFixture } from './http-api-fixture.ts';

// Rules of AWS that are held here:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html

type Event = Record<string, unknown> & {
  requestContext: { http: Record<string, string> } & Record<string, unknown>;
};

test('a request becomes an event of payload format 2.0', async (t) => {
  const { url, invocations, api } = await httpApiFixture(t, () => ({ statusCode: 204 }), {
    routes: { 'POST /v1/things/{id}': 'things' },
  });
  const { host } = new URL(url);
  const response = await fetch(`${url}/v1/things/a%20b?tag=x&tag=y%26z&empty=`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'X-Thing': 'One',
      cookie: 'a=1; b=2',
      'user-agent': 'tester',
    },
    body: '{"n":"ü"}',
  });
  assert.equal(response.status, 204);
  const [invoked = assert.fail()] = invocations;
  assert.equal(api.attributes['ApiEndpoint'], url);
  assert.deepEqual(invoked.caller, {
    kind: 'service',
    service: 'apigateway.amazonaws.com',
    sourceArn: `arn:aws:execute-api:eu-central-1:000000000000:${api.physicalId}/$default/POST/v1/things/{id}`,
  });
  const { headers, requestContext, ...event } = invoked.payload as Event & {
    headers: Record<string, string>;
  };
  assert.deepEqual(event, {
    version: '2.0',
    routeKey: 'POST /v1/things/{id}',
    rawPath: '/v1/things/a b',
    rawQueryString: 'tag=x&tag=y%26z&empty=',
    cookies: ['a=1', 'b=2'],
    queryStringParameters: { tag: 'x,y&z', empty: '' },
    pathParameters: { id: 'a b' },
    body: '{"n":"ü"}',
    isBase64Encoded: false,
  });
  assert.equal(headers['x-thing'], 'One');
  assert.equal(headers['host'], host);
  assert.equal(headers['cookie'], undefined);
  assert.equal(headers['x-forwarded-for'], '127.0.0.1');
  assert.match(headers['x-amzn-trace-id'] ?? '', /^Root=1-5e6a879e-[0-9a-f]{24}$/);
  const { requestId, ...context } = requestContext;
  assert.equal(response.headers.get('apigw-requestid'), requestId);
  assert.deepEqual(context, {
    accountId: '000000000000',
    apiId: api.physicalId,
    domainName: host,
    domainPrefix: '127',
    http: {
      method: 'POST',
      path: '/v1/things/a b',
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      userAgent: 'tester',
    },
    routeKey: 'POST /v1/things/{id}',
    stage: '$default',
    time: '12/Mar/2020:19:03:58 +0000',
    timeEpoch: Date.UTC(2020, 2, 12, 19, 3, 58),
  });
});

test('a body is text for text, JSON, XML and JavaScript, and base64 for anything else', async (t) => {
  const { url, invocations } = await httpApiFixture(t, () => ({ statusCode: 200 }));
  const types = {
    'text/csv': false,
    'application/json; charset=utf-8': false,
    'application/xml': false,
    'application/x-www-form-urlencoded': true,
    'application/octet-stream': true,
  };
  for (const type of Object.keys(types))
    await fetch(url, { method: 'POST', body: Buffer.from('a=1'), headers: { 'content-type': type } });
  const seen = invocations.map(({ payload }) => payload as { isBase64Encoded: boolean; body: string });
  assert.deepEqual(
    seen.map((event) => event.isBase64Encoded),
    Object.values(types),
  );
  assert.deepEqual(new Set(seen.map(({ body }) => body)), new Set(['a=1', 'YT0x']));
  await fetch(url);
  const { payload } = invocations.at(-1) ?? assert.fail();
  assert.equal(Object.hasOwn(payload as object, 'body'), false);
});

test('a repeated header arrives joined with commas', async (t) => {
  const { url, invocations } = await httpApiFixture(t, () => ({ statusCode: 200 }));
  await new Promise((resolve, reject) => {
    request(url, { headers: { 'x-many': ['a', 'b'] } }, (response) => response.resume().on('end', resolve))
      .on('error', reject)
      .end();
  });
  const [invoked = assert.fail()] = invocations;
  const { headers } = invoked.payload as { headers: Record<string, string> };
  assert.match(headers['x-many'] ?? '', /^a, ?b$/);
});

test('an answer with a status code is taken as it is, with cookies and bytes', async (t) => {
  const { url } = await httpApiFixture(t, () => ({
    statusCode: '201',
    headers: { 'X-Count': 3, 'content-type': 'image/png' },
    cookies: ['a=1; Secure', 'b=2'],
    body: Buffer.from([0, 255]).toString('base64'),
    isBase64Encoded: true,
  }));
  const response = await fetch(url);
  assert.equal(response.status, 201);
  assert.equal(response.headers.get('x-count'), '3');
  assert.equal(response.headers.get('content-type'), 'image/png');
  assert.deepEqual(response.headers.getSetCookie(), ['a=1; Secure', 'b=2']);
  assert.deepEqual(new Uint8Array(await response.arrayBuffer()), Uint8Array.of(0, 255));
});

test('an answer without a status code is a JSON body of status 200', async (t) => {
  let answer: unknown = { hello: 'world' };
  const { url } = await httpApiFixture(t, () => answer);
  const response = await fetch(url);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/json');
  assert.equal(await response.text(), '{"hello":"world"}');
  answer = 'plain';
  assert.equal(await (await fetch(url)).text(), 'plain');
});

test('a function error or a malformed answer is a 500 and a warning', async (t) => {
  let answer: unknown;
  const { url, warnings } = await httpApiFixture(t, () => {
    if (answer instanceof AwsError) throw answer;
    return answer;
  });
  for (answer of [
    { statusCode: 'many' },
    { statusCode: 200, body: { not: 'text' } },
    { statusCode: 200, headers: { a: [] } },
    { statusCode: 200, cookies: 'a=1' },
    new AwsError('AccessDenied', 'no permission', 403),
  ]) {
    const response = await fetch(url);
    assert.equal(response.status, 500);
    assert.deepEqual(await response.json(), { message: 'Internal Server Error' });
  }
  assert.equal(warnings.length, 5);
});

test('a throttled function and one that is too slow are a 503', async (t) => {
  let isThrottled = true;
  const { url } = await httpApiFixture(
    t,
    () => {
      if (isThrottled) throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
      return new Promise(() => undefined);
    },
    { integration: { TimeoutInMillis: 50 } },
  );
  for (const throttled of [true, false]) {
    isThrottled = throttled;
    const response = await fetch(url);
    assert.equal(response.status, 503);
    assert.deepEqual(await response.json(), { message: 'Service Unavailable' });
  }
});

test('a body over 10 MB is a 413, announced or not', async (t) => {
  const { url, invocations } = await httpApiFixture(t, () => ({ statusCode: 200 }));
  const bytes = Buffer.alloc(10_485_761);
  const announced = await fetch(url, { method: 'POST', body: bytes });
  assert.equal(announced.status, 413);
  assert.deepEqual(await announced.json(), { message: 'Request Entity Too Large' });
  const status = await new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST' }, (response) => resolve(response.statusCode));
    sending.on('error', reject);
    sending.write(bytes);
    sending.end();
  });
  assert.equal(status, 413);
  assert.equal(invocations.length, 0);
});

test('a request line and headers over 10,240 bytes are a 431', async (t) => {
  const { url, invocations } = await httpApiFixture(t, () => ({ statusCode: 200 }));
  const status = async (bytes: number) =>
    (await fetch(url, { headers: { 'x-long': 'x'.repeat(bytes) } })).status;
  assert.equal(await status(9_900), 200);
  assert.equal(await status(10_240), 431);
  assert.equal(invocations.length, 1);
});

test("requests above the stage's rate are a 429 until the rate allows them again", async (t) => {
  const { url, clock } = await httpApiFixture(t, () => ({ statusCode: 200 }), {
    stage: { DefaultRouteSettings: { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 10 } },
  });
  const status = async () => (await fetch(url)).status;
  assert.deepEqual([await status(), await status(), await status()], [200, 200, 429]);
  clock.now += 100;
  assert.deepEqual([await status(), await status()], [200, 429]);
});

test('a path that no route takes is a 404', async (t) => {
  const { url } = await httpApiFixture(t, () => ({ statusCode: 200 }), { routes: { 'GET /v1': 'api' } });
  for (const path of ['/', '/v2', '/v1/more', '/%ff']) {
    const response = await fetch(url + path);
    assert.equal(response.status, 404, path);
    assert.deepEqual(await response.json(), { message: 'Not Found' });
  }
  assert.equal((await fetch(`${url}/v1`, { method: 'POST' })).status, 404);
  assert.equal((await fetch(`${url}/v1`)).status, 200);
});

test('a named stage is the first segment of the path', async (t) => {
  const { url, invocations } = await httpApiFixture(t, () => ({ statusCode: 200 }), {
    stage: { StageName: 'beta', StageVariables: { colour: 'red' } },
    routes: { 'GET /v1': 'api' },
  });
  assert.equal((await fetch(`${url}/v1`)).status, 404);
  assert.equal((await fetch(`${url}/beta/v1`)).status, 200);
  const event = invocations[0]?.payload as Record<string, unknown>;
  assert.equal(event['rawPath'], '/beta/v1');
  assert.deepEqual(event['stageVariables'], { colour: 'red' });
});

test("CORS is answered by the API itself, and replaces the function's own headers", async (t) => {
  const { url, invocations } = await httpApiFixture(
    t,
    () => ({ statusCode: 200, headers: { 'access-control-allow-origin': 'https://other.example' } }),
    {
      api: {
        CorsConfiguration: {
          AllowOrigins: ['https://console.example'],
          AllowMethods: ['GET', 'PATCH'],
          AllowHeaders: ['authorization'],
          ExposeHeaders: ['x-next'],
          MaxAge: 600,
          AllowCredentials: true,
        },
      },
    },
  );
  const preflight = await fetch(url, {
    method: 'OPTIONS',
    headers: { origin: 'https://console.example', 'access-control-request-method': 'PATCH' },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-methods'), 'GET,PATCH');
  assert.equal(preflight.headers.get('access-control-max-age'), '600');
  assert.equal(invocations.length, 0);
  const actual = await fetch(url, { headers: { origin: 'https://console.example' } });
  assert.equal(actual.headers.get('access-control-allow-origin'), 'https://console.example');
  assert.equal(actual.headers.get('access-control-expose-headers'), 'x-next');
  const foreign = await fetch(url, { headers: { origin: 'https://evil.example' } });
  assert.equal(foreign.headers.get('access-control-allow-origin'), null);
});

test('closing lets the request in flight be answered and its connection go', async (t) => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const { url, http, invocations } = await httpApiFixture(t, () => promise);
  const answer = fetch(url);
  while (invocations.length === 0) await new Promise((again) => setImmediate(again));
  const startedAt = performance.now();
  const closed = http.close();
  resolve({ statusCode: 200, body: 'late' });
  assert.equal(await (await answer).text(), 'late');
  await closed;
  assert.ok(performance.now() - startedAt < 2000, 'it does not wait for the connection to idle away');
  await assert.rejects(fetch(url));
});

test('fails to listen on a port that is taken, and says what to do', async (t) => {
  const { url } = await httpApiFixture(t, () => null);
  const other = await httpApiFixture(t, () => null);
  await other.http.close();
  await assert.rejects(other.http.listen(Number(new URL(url).port)), {
    message: /is taken .* LOCAL_API_PORT/,
  });
});

test('rejects what is not emulated, by name', async (t) => {
  const { apply } = await httpApiFixture(t, () => null);
  const refused: [string, object, RegExp][] = [
    ['AWS::ApiGatewayV2::Api', { ProtocolType: 'WEBSOCKET' }, /ProtocolType is "WEBSOCKET"/],
    ['AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }, /second HTTP API/],
    [
      'AWS::ApiGatewayV2::Route',
      { RouteKey: 'GET /', Target: 'integrations/1', AuthorizationType: 'JWT' },
      /"JWT"/,
    ],
    ['AWS::ApiGatewayV2::Route', { RouteKey: 'GET', Target: 'integrations/1' }, /RouteKey is "GET"/],
    [
      'AWS::ApiGatewayV2::Integration',
      { IntegrationType: 'HTTP_PROXY', PayloadFormatVersion: '1.0' },
      /HTTP_PROXY/,
    ],
    [
      'AWS::ApiGatewayV2::Integration',
      {
        IntegrationType: 'AWS_PROXY',
        PayloadFormatVersion: '2.0',
        IntegrationUri: 'arn:aws:lambda:eu-central-1:000000000000:function:x',
        TimeoutInMillis: 30_001,
      },
      /TimeoutInMillis is 30001; it must be a whole number from 50 to 30000/,
    ],
  ];
  for (const [type, properties, expected] of refused)
    await assert.rejects(apply(type, 'Other', properties), { message: expected });
});
