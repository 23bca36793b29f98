import { type Answer, type Route, type RouteRequest, route } from './route.ts';
import type { Dependencies } from './dependencies.ts';

type AccountRequest<Query> = RouteRequest<Query> & {
  /** The account acted for. */
  readonly accountId: string;
};

type Definition<Query> = Omit<Parameters<typeof route<Query>>[0], 'access' | 'handle'> & {
  readonly access: 'read' | 'manage';
  handle(request: AccountRequest<Query>, dependencies: Dependencies): Answer | Promise<Answer>;
};

/** A route that acts for one account; authentication has made sure that there is one. */
export function accountRoute<Query = unknown>(definition: Definition<Query>): Route {
  return route<Query>({
    ...definition,
    handle(request, dependencies) {
      const { accountId } = request.caller;
      if (accountId === undefined) throw new Error(`${definition.path} was reached without an account.`);
      return definition.handle({ ...request, accountId }, dependencies);
    },
  });
}
