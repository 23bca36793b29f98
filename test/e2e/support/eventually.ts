import { patienceMs } from './patience.ts';

/**
 * Asks again until `ask` gives something, for facts that can only be asked for. What can be waited for is waited for.
 * @throws {Error} with the last answer after `withinMs`.
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false>,
  withinMs = patienceMs,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`After ${withinMs} ms it is still not so: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
