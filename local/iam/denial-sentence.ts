import type { Decision } from './decide.ts';
import type { Request } from './request.ts';
import { callerName } from './session-arn.ts';

/** The sentence in which AWS refuses a request. */
export function denialSentence(request: Request, denied: Extract<Decision, { allowed: false }>): string {
  const { action, resource } = request.access;
  const subject = `User: ${callerName(request.caller)} is not authorized to perform: ${action} on resource: ${resource}`;
  if (denied.explicit)
    return `${subject} with an explicit deny in ${denied.policy === 'identity' ? 'an identity' : 'a resource'}-based policy`;
  return `${subject} because no ${denied.policy}-based policy allows the ${action} action`;
}
