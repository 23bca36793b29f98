import type { TestContext } from 'node:test';
import { createHttpApi } from '../../../../local/apigateway/create-http-api.ts';
import type { InvokeFunction } from '../../../../local/apigateway/serve-request.ts';
import type { Context } from '../../../../local/context.ts';
import { openDatabase } from '../../../../local/storage/open-database.ts';

export type Invoked = Parameters<InvokeFunction>[0];

/** An HTTP API that listens on a free port, whose functions are what the test says. */
export async function httpApiFixture(
  test: TestContext,
  answer: (invoked: Invoked) => unknown,
  properties: { api?: object; stage?: object; integration?: object; routes?: Record<string, string> } = {},
) {
  const warnings: string[] = [];
  const clock = { now: Date.UTC(2020, 2, 12, 19, 3, 58) };
  const context: Context = {
    database: openDatabase(':memory:'),
    now: () => clock.now,
    accountId: '000000000000',
    region: 'eu-central-1',
    endpointUrl: () => 'http://127.0.0.1:4566',
    authorize: () => undefined,
    warn: (sentence) => warnings.push(sentence),
  };
  const invocations: Invoked[] = [];
  const http = createHttpApi(context, {
    invoke: async (invoked) => {
      invocations.push(invoked);
      return { payload: JSON.stringify(await answer(invoked)) ?? 'null' };
    },
  });
  const url = await http.listen(0);
  test.after(() => http.close());

  const apply = async (type: string, logicalId: string, all: object) => {
    const found = http.resourceTypes.find((resource) => resource.type === type);
    if (!found) throw new Error(`no resource type ${type}`);
    return found.apply({ stackName: 'stack', logicalId, properties: { ...all } });
  };
  const api = await apply('AWS::ApiGatewayV2::Api', 'Api', { ProtocolType: 'HTTP', ...properties.api });
  await apply('AWS::ApiGatewayV2::Stage', 'Stage', { StageName: '$default', ...properties.stage });
  for (const [index, [key, name]] of Object.entries(properties.routes ?? { $default: 'api' }).entries()) {
    const integration = await apply('AWS::ApiGatewayV2::Integration', `Integration${index}`, {
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '2.0',
      IntegrationUri: `arn:aws:lambda:eu-central-1:000000000000:function:${name}`,
      ...properties.integration,
    });
    await apply('AWS::ApiGatewayV2::Route', `Route${index}`, {
      RouteKey: key,
      Target: `integrations/${integration.physicalId}`,
    });
  }
  return { url, http, api, apply, invocations, warnings, clock };
}
