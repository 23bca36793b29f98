import { setImmediate } from 'node:timers/promises';

/**
 * Joins what several ask for at the same moment into one call. An environment that serves many invocations at once pays
 * once for what is then one request; where it serves one at a time nothing is joined, and nothing waits.
 *
 * Nobody fails over another's part: where a joined call fails, each calls again for its own, so a call has to bear being
 * repeated.
 * @param call gets what all have asked for, in their order, and answers all of them
 */
export function joinCalls<Asked, Answer>(
  call: (asked: readonly Asked[]) => Promise<Answer>,
): (asked: Asked) => Promise<Answer> {
  let next: Joined<Asked, Answer> | undefined;

  function begin(): Joined<Asked, Answer> {
    const asked: Asked[] = [];
    // What is under way in this turn of the event loop may still join.
    const answer = setImmediate().then(() => {
      next = undefined;
      return call(asked);
    });
    return { asked, answer };
  }

  return async (asked) => {
    next ??= begin();
    const joined = next;
    joined.asked.push(asked);
    try {
      return await joined.answer;
    } catch (error) {
      if (joined.asked.length === 1) throw error;
      return call([asked]);
    }
  };
}

type Joined<Asked, Answer> = { readonly asked: Asked[]; readonly answer: Promise<Answer> };
