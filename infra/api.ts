import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { ApiEnvironment } from '../lambdas/api/environment.ts';
import { apiPermissions } from './api-permissions.ts';
import type { Egress } from './egress.ts';
import type { Encryption } from './encryption.ts';
import type { FunctionBundle } from './function-bundle.ts';
import { stageNames } from './stage-names.ts';
import type { Stage } from './stage.ts';
import type { Storage } from './storage.ts';
import { WebhookFunction } from './webhook-function.ts';

export type ApiProps = {
  readonly stage: Stage;
  readonly bundle: FunctionBundle;
  readonly storage: Storage;
  /** Where `deliver` connects from, where that never changes. @default none */
  readonly egress: Egress | undefined;
  readonly encryption: Encryption;
};

/** What the whole API takes a second before the gateway answers 429; accounts have limits of their own below it. */
const THROTTLE = { rateLimit: 1000, burstLimit: 2000 };

/** The HTTP API by which accounts manage their subscriptions, and the administrator's first key. */
export class Api extends Construct {
  readonly httpApi: HttpApi;
  readonly adminKey: Secret;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    const { stage, bundle } = props;
    this.adminKey = this.#makeAdminKey(stage);
    const api = new WebhookFunction(this, 'Function', {
      stage,
      verb: 'api',
      code: bundle.codeOf('api'),
      // Just under the 30 s after which the gateway answers for the function.
      timeoutSeconds: 29,
      environment: this.#environment(props),
      permissions: apiPermissions({
        names: stageNames(this, stage),
        storage: props.storage,
        encryption: props.encryption,
        adminKey: this.adminKey,
      }),
    });
    this.httpApi = new HttpApi(this, 'HttpApi', {
      apiName: stageNames(this, stage).prefix,
      createDefaultStage: false,
      defaultIntegration: new HttpLambdaIntegration('Function', api.function),
    });
    Validations.of(this.httpApi).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Authentication is middleware of the function: a gateway authorizer cannot shape its refusals and its cache outlives a revoked key.',
    });
    this.#makeDefaultStage(stage);
  }

  #makeAdminKey(stage: Stage): Secret {
    const secret = new Secret(this, 'AdminKey', {
      secretName: `${stageNames(this, stage).prefix}-admin-key`,
      description: 'The first administrator key of the webhook API',
      generateSecretString: {
        secretStringTemplate: '{}',
        generateStringKey: 'key',
        excludePunctuation: true,
        passwordLength: 40,
      },
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'People and scripts hold the key: rotating it on a schedule would lock them out.',
    });
    return secret;
  }

  #environment({ stage, storage, encryption, egress }: ApiProps): Record<keyof ApiEnvironment, string> {
    return {
      SUBSCRIPTIONS_TABLE: storage.subscriptions.tableName,
      ACCOUNTS_TABLE: storage.accounts.tableName,
      DELIVERIES_TABLE: storage.deliveries.tableName,
      ...encryption.environment,
      EVENT_BUS_NAME: stageNames(this, stage).busName,
      FUNCTION_LOG_RETENTION_SECONDS: String(Duration.days(stage.logRetentionDays).toSeconds()),
      DLQ_RETENTION_SECONDS: String(stage.dlqRetentionSeconds),
      RESOURCE_PREFIX: stageNames(this, stage).prefix,
      ARCHIVE_RETENTION_SECONDS: String(Duration.days(stage.archiveRetentionDays).toSeconds()),
      ADMIN_KEY_SECRET_ARN: this.adminKey.secretArn,
      RECONCILE_FUNCTION_NAME: stageNames(this, stage).functionName('reconcile'),
      DELIVER_FUNCTION_NAME: stageNames(this, stage).functionName('deliver'),
      ADDRESS_RULES: stage.addressRules,
      EGRESS_IPS: egress?.addresses ?? 'any',
    };
  }

  #makeDefaultStage(stage: Stage): void {
    const accessLog = new LogGroup(this, 'AccessLog', {
      // Under this prefix the log's resource policy is one for all, and does not fill up with every API.
      logGroupName: `/aws/vendedlogs/${stageNames(this, stage).prefix}-api`,
      retention: stage.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'DefaultStage', {
      httpApi: this.httpApi,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_LINE)),
      },
    });
  }
}

/** Neither headers nor bodies: keys and payloads stay out of the log. */
const ACCESS_LOG_LINE = {
  request_id: AccessLogField.contextRequestId(),
  ip: AccessLogField.contextIdentitySourceIp(),
  method: AccessLogField.contextHttpMethod(),
  path: AccessLogField.contextPath(),
  status: AccessLogField.contextStatus(),
  response_ms: AccessLogField.contextResponseLatency(),
  error: AccessLogField.contextErrorMessage(),
  integration_error: AccessLogField.contextIntegrationErrorMessage(),
};
