/** What the template declared: one HTTP API with its stages, routes and integrations, by their ids. */
export type HttpApi = {
  api?: Api | undefined;
  readonly stages: Map<string, Stage>;
  readonly routes: Map<string, Route>;
  readonly integrations: Map<string, Integration>;
};

export type Api = {
  readonly apiId: string;
  readonly cors?: Cors | undefined;
};

export type Cors = {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds?: number | undefined;
  readonly allowCredentials: boolean;
};

export type Stage = {
  /** `$default` or the first segment of the path. */
  readonly name: string;
  readonly throttling?: Throttling | undefined;
  readonly variables?: Readonly<Record<string, string>> | undefined;
};

export type Throttling = {
  /** Requests that may come at once. */
  readonly burst: number;
  /** Requests a second after that. */
  readonly rate: number;
};

export type Route = {
  /** `GET /v1/things/{id}`, `ANY /{proxy+}` or `$default`. */
  readonly key: string;
  readonly integrationId: string;
};

export type Integration = {
  readonly functionArn: string;
  readonly timeoutMs: number;
};
