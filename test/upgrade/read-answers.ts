import type { Api } from '../local/api.ts';
import { expect } from '../local/story-world.ts';

export type Answers = Readonly<Record<string, Record<string, unknown>>>;

/** Everything that the account's key shows of subscriptions, their secrets, deliveries and attempts, and of the account. */
export async function readAnswers(api: Api, subscriptionIds: readonly string[]): Promise<Answers> {
  const answers: Record<string, Record<string, unknown>> = {};
  const read = async (path: string) => (answers[path] = await expect(api('GET', path), 200));
  for (const path of ['/v1/me', '/v1/subscriptions', '/v1/jobs', '/v1/audit-log']) await read(path);
  for (const id of subscriptionIds) {
    const path = `/v1/subscriptions/${id}`;
    await read(path);
    await read(`${path}/secret`);
    await read(`${path}/stats?from=${hoursFromNow(-1)}&to=${hoursFromNow(1)}`);
    const { data } = await read(`${path}/deliveries`);
    for (const { message_id: messageId } of data as { message_id: string }[]) {
      await read(`${path}/deliveries/${messageId}`);
      await read(`/v1/messages/${messageId}`);
    }
  }
  return answers;
}

function hoursFromNow(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}
