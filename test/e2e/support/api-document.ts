import assert from 'node:assert/strict';
import {
  type OpenapiDocument,
  type OpenapiOperation,
  openapiValidator,
  operationsOf,
} from '../../fixtures/openapi-validator.ts';
import { connection } from './connection.ts';

/** One route, as the API's own document describes it. */
export type DescribedRoute = OpenapiOperation & { readonly method: Method; readonly path: string };

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** What the API says of itself, and whether values are as it says. */
export type ApiDocument = {
  readonly routes: readonly DescribedRoute[];
  /** What is wrong with a value by a schema of the document; undefined where nothing is. */
  readonly fault: ReturnType<typeof openapiValidator>;
  /** @throws where the document has no such answer of that route */
  assertDescribed(route: DescribedRoute, answer: RawAnswer): void;
};

export type RawAnswer = { readonly status: number; readonly headers: Headers; readonly text: string };

/** Fetches `GET /openapi.json`. */
export async function fetchApiDocument(): Promise<ApiDocument> {
  const response = await fetch(new URL('/openapi.json', connection.api_url));
  const document = (await response.json()) as OpenapiDocument;
  const fault = openapiValidator(document);
  return {
    routes: operationsOf(document).map(
      ({ operation, ...name }) => ({ ...operation, ...name }) as DescribedRoute,
    ),
    fault,
    assertDescribed({ operationId, responses }, { status, headers, text }) {
      const described = responses[String(status)];
      assert.ok(described, `${operationId} answers ${status}, which the document does not have: ${text}`);
      if (!described.content) return assert.equal(text, '');
      const [type = '', media] = Object.entries(described.content)[0] ?? [];
      assert.equal(headers.get('content-type'), type);
      assert.equal(fault(media?.schema ?? {}, JSON.parse(text)), undefined, `${operationId}: ${text}`);
    },
  };
}

/** A route's schema of its body; undefined where it takes none. */
export function bodySchema({ requestBody }: DescribedRoute): BodySchema | undefined {
  return requestBody?.content['application/json'].schema as BodySchema | undefined;
}

export type BodySchema = {
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
};
