import { openapiDocument } from '../openapi/openapi-document.ts';
import { route, type Route } from '../route.ts';

const CACHE = 'public, max-age=300';

/** The OpenAPI document of all routes, this one included. It is made when it is first asked for. */
export function getOpenapi(others: readonly Route[]): Route {
  let document: ReturnType<typeof openapiDocument> | undefined;
  const self: Route = route({
    method: 'GET',
    path: '/openapi.json',
    access: 'public',
    handle({ origin }) {
      document ??= openapiDocument([...others, self]);
      const { openapi, info, ...rest } = document;
      return {
        status: 200,
        headers: { 'cache-control': CACHE },
        body: { openapi, info, servers: [{ url: origin }], ...rest },
      };
    },
  });
  return self;
}
