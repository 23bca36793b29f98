import type { Route } from '../route.ts';
import { aboutOperations } from './about-operations.ts';
import { accountSchemas } from './account-schemas.ts';
import { administrationOperations } from './administration-operations.ts';
import { deliveryOperations } from './delivery-operations.ts';
import { deliverySchemas } from './delivery-schemas.ts';
import { eventSchemas } from './event-schemas.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Operation, Operations } from './operation.ts';
import { problemResponses } from './problem-responses.ts';
import { requestSchema } from './request-schema.ts';
import { subscriptionOperations } from './subscription-operations.ts';
import { subscriptionSchemas } from './subscription-schemas.ts';
import { webhooks } from './webhooks.ts';

/** What the document says of each route. */
export const operations: Operations = {
  ...subscriptionOperations,
  ...deliveryOperations,
  ...aboutOperations,
  ...administrationOperations,
};

/**
 * The OpenAPI document of these routes: paths, methods, access, queries and bodies from the routes and the very schemas
 * that they validate by.
 * @throws {Error} naming a route that nothing is said of
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function openapiDocument(routes: readonly Route[]) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Webhooks',
      version: 'v1',
      description: 'Subscriptions to events, what became of each delivery, and how to mend it.',
    },
    security: [{ key: [] }],
    paths: paths(routes),
    webhooks: webhooks(),
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key of an account, or an administrator.' },
      },
      schemas: { ...subscriptionSchemas, ...deliverySchemas, ...accountSchemas, ...eventSchemas },
    },
  };
}

function paths(routes: readonly Route[]): Record<string, Record<string, unknown>> {
  const found: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const operation = operations[`${route.method} ${route.path}`];
    if (!operation)
      throw new Error(`Nothing is said of ${route.method} ${route.path}: add it to the operations.`);
    found[route.path] = { ...found[route.path], [route.method.toLowerCase()]: described(route, operation) };
  }
  return found;
}

function described(route: Route, operation: Operation) {
  const { id, tag, summary, example } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(route.access === 'public' && { security: [] }),
    parameters: parameters(route),
    ...(route.body !== false && { requestBody: requestBody(route, example) }),
    responses: { ...answers(operation), ...problemResponses(route, operation) },
  };
}

function parameters({ path, query, access, method }: Route): readonly object[] {
  const { properties = {} } = requestSchema(query) as { properties?: Readonly<Record<string, JsonSchema>> };
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema })),
    ...(access === 'read' || access === 'manage' || access === 'key'
      ? [header('X-Account-Id', 'The account that an administrator acts for.')]
      : []),
    ...(method !== 'GET' && (access === 'manage' || access === 'administrator')
      ? [header('Idempotency-Key', 'Makes a repeat of this request do nothing and be answered the same.')]
      : []),
  ];
}

function header(name: string, description: string) {
  return { name, in: 'header', description, schema: { type: 'string' } };
}

function requestBody({ method, path, body, fields }: Route, example: unknown) {
  if (!fields) throw new Error(`${method} ${path} takes a body and has no fields that say which.`);
  return {
    required: body !== 'optional',
    content: {
      'application/json': { schema: requestSchema(fields), ...(example !== undefined && { example }) },
    },
  };
}

function answers({ answers: declared, summary }: Operation): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(declared).map(([status, schema]) => [
      status,
      { description: summary, ...(schema && { content: { 'application/json': { schema } } }) },
    ]),
  );
}
