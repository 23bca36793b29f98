import { createHash } from 'node:crypto';
import type { ApplyRequest, ResourceType } from '../cloudformation/resource-type.ts';
import { AwsError } from '../endpoint/aws-error.ts';
import type { Cors, HttpApi, Throttling } from './http-api.ts';

type Properties = ApplyRequest['properties'];

const MOST_TIMEOUT_MS = 30_000;
const LEAST_TIMEOUT_MS = 50;

/** The resource types of one HTTP API. Nothing is kept: the template is applied again at every start. */
export function httpApiResources(state: HttpApi, endpointUrl: () => string): readonly ResourceType[] {
  return [apiType(state, endpointUrl), stageType(state), routeType(state), integrationType(state)];
}

function apiType(state: HttpApi, endpointUrl: () => string): ResourceType {
  return {
    type: 'AWS::ApiGatewayV2::Api',
    properties: [
      'CorsConfiguration',
      'Description',
      'Name',
      'ProtocolType',
      'RouteSelectionExpression',
      'Tags',
    ],
    apply: ({ stackName, logicalId, properties }) => {
      if (properties['ProtocolType'] !== 'HTTP')
        throw invalid(
          `ProtocolType is ${JSON.stringify(properties['ProtocolType'])}; only HTTP is emulated.`,
        );
      const apiId = idOf(stackName, logicalId);
      if (state.api && state.api.apiId !== apiId)
        throw invalid('The template has a second HTTP API; one is emulated, because it has one port.');
      state.api = { apiId, cors: corsOf(properties['CorsConfiguration'] as Properties | undefined) };
      return { physicalId: apiId, attributes: { ApiId: apiId, ApiEndpoint: endpointUrl() } };
    },
    remove: ({ physicalId }) => {
      if (state.api?.apiId === physicalId) state.api = undefined;
    },
  };
}

function stageType(state: HttpApi): ResourceType {
  return {
    type: 'AWS::ApiGatewayV2::Stage',
    properties: [
      'AccessLogSettings',
      'ApiId',
      'AutoDeploy',
      'DefaultRouteSettings',
      'Description',
      'StageName',
      'StageVariables',
      'Tags',
    ],
    apply: ({ properties }) => {
      const name = text(properties, 'StageName');
      state.stages.set(name, {
        name,
        throttling: throttlingOf(properties['DefaultRouteSettings'] as Properties | undefined),
        variables: properties['StageVariables'] as Record<string, string> | undefined,
      });
      return { physicalId: name, attributes: {} };
    },
    remove: ({ physicalId }) => void state.stages.delete(physicalId),
  };
}

function routeType(state: HttpApi): ResourceType {
  return {
    type: 'AWS::ApiGatewayV2::Route',
    properties: ['ApiId', 'AuthorizationType', 'OperationName', 'RouteKey', 'Target'],
    apply: ({ stackName, logicalId, properties }) => {
      const authorization = properties['AuthorizationType'] ?? 'NONE';
      if (authorization !== 'NONE')
        throw invalid(`AuthorizationType is ${JSON.stringify(authorization)}; only NONE is emulated.`);
      const key = text(properties, 'RouteKey');
      if (key !== '$default' && !/^(ANY|GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/\S*$/.test(key))
        throw invalid(`RouteKey is ${JSON.stringify(key)}; it must be "<METHOD> /<path>" or $default.`);
      const target = /^integrations\/(?<id>.+)$/.exec(text(properties, 'Target'))?.groups?.['id'];
      if (target === undefined)
        throw invalid(`Target is ${JSON.stringify(properties['Target'])}; it must be integrations/<id>.`);
      const id = idOf(stackName, logicalId);
      state.routes.set(id, { key, integrationId: target });
      return { physicalId: id, attributes: { RouteId: id } };
    },
    remove: ({ physicalId }) => void state.routes.delete(physicalId),
  };
}

function integrationType(state: HttpApi): ResourceType {
  return {
    type: 'AWS::ApiGatewayV2::Integration',
    properties: [
      'ApiId',
      'ConnectionType',
      'Description',
      'IntegrationMethod',
      'IntegrationType',
      'IntegrationUri',
      'PayloadFormatVersion',
      'TimeoutInMillis',
    ],
    apply: ({ stackName, logicalId, properties }) => {
      for (const [name, only] of [
        ['IntegrationType', 'AWS_PROXY'],
        ['PayloadFormatVersion', '2.0'],
      ] as const)
        if (properties[name] !== only)
          throw invalid(`${name} is ${JSON.stringify(properties[name])}; only ${only} is emulated.`);
      const id = idOf(stackName, logicalId);
      state.integrations.set(id, {
        functionArn: functionArnOf(text(properties, 'IntegrationUri')),
        timeoutMs: timeoutOf(properties['TimeoutInMillis']),
      });
      return { physicalId: id, attributes: { IntegrationId: id } };
    },
    remove: ({ physicalId }) => void state.integrations.delete(physicalId),
  };
}

/** The function's ARN itself, or the older spelling `arn:...:path/2015-03-31/functions/<arn>/invocations`. */
function functionArnOf(uri: string): string {
  const arn = /(?<arn>arn:aws[a-z-]*:lambda:[^/]+)(\/invocations)?$/.exec(uri)?.groups?.['arn'];
  if (arn !== undefined) return arn;
  throw invalid(`IntegrationUri is ${JSON.stringify(uri)}; it must be the ARN of a function.`);
}

function timeoutOf(value: unknown): number {
  const timeoutMs = value === undefined ? MOST_TIMEOUT_MS : Number(value);
  if (Number.isInteger(timeoutMs) && timeoutMs >= LEAST_TIMEOUT_MS && timeoutMs <= MOST_TIMEOUT_MS)
    return timeoutMs;
  throw invalid(
    `TimeoutInMillis is ${JSON.stringify(value)}; it must be a whole number from ${LEAST_TIMEOUT_MS} to ${MOST_TIMEOUT_MS}.`,
  );
}

function throttlingOf(settings: Properties | undefined): Throttling | undefined {
  const burst = settings?.['ThrottlingBurstLimit'];
  const rate = settings?.['ThrottlingRateLimit'];
  if (burst === undefined && rate === undefined) return undefined;
  if (burst === undefined || rate === undefined)
    throw invalid('DefaultRouteSettings needs ThrottlingBurstLimit and ThrottlingRateLimit together.');
  return { burst: Number(burst), rate: Number(rate) };
}

function corsOf(configuration: Properties | undefined): Cors | undefined {
  if (!configuration) return undefined;
  const list = (name: string) => (configuration[name] as readonly string[] | undefined) ?? [];
  const maxAge = configuration['MaxAge'];
  return {
    allowOrigins: list('AllowOrigins'),
    allowMethods: list('AllowMethods'),
    allowHeaders: list('AllowHeaders'),
    exposeHeaders: list('ExposeHeaders'),
    maxAgeSeconds: maxAge === undefined ? undefined : Number(maxAge),
    allowCredentials: configuration['AllowCredentials'] === true,
  };
}

/** Ten letters and digits, as API Gateway's own, and the same at every start. */
function idOf(stackName: string, logicalId: string): string {
  return createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex').slice(0, 10);
}

function text(properties: Properties, name: string): string {
  const value = properties[name];
  if (typeof value === 'string' && value !== '') return value;
  throw invalid(`${name} is ${JSON.stringify(value)}; it must be a string.`);
}

function invalid(sentence: string): AwsError {
  return new AwsError('BadRequestException', sentence);
}
