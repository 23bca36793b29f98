import type { Mending } from '../../../../lambdas/api/mending.ts';
import type { Delivery } from '../../../../shared/delivery/delivery.ts';
import type { Job } from '../../../../shared/job/job.ts';

/** Mending over jobs in memory; it remembers what was begun and sent again, and counts 7 dead letters and no delivery. */
export function mendingIn(
  jobs: Map<string, Job>,
  { ran, resent }: { readonly ran: string[]; readonly resent: Delivery[] },
): Mending {
  return {
    jobs: {
      insert: async (job) => void jobs.set(job.id, job),
      get: async (accountId, id) => {
        const job = jobs.get(id);
        return job?.accountId === accountId ? job : undefined;
      },
      list: async (accountId, { limit, after }) => {
        const own = [...jobs.values()]
          .filter((job) => job.accountId === accountId && (after === undefined || job.id < after))
          .toSorted((a, b) => (a.id < b.id ? 1 : -1));
        const last = own[limit - 1];
        return { jobs: own.slice(0, limit), ...(own.length > limit && last && { next: last.id }) };
      },
      write: async (seen, patch) => {
        if (jobs.get(seen.id)?.version !== seen.version) return undefined;
        const written = { ...seen, ...patch, version: seen.version + 1 } as Job;
        jobs.set(seen.id, written);
        return written;
      },
    },
    runJob: async (_account, id) => void ran.push(id),
    resend: async (delivery) => void resent.push(delivery),
    countDeadLetters: () => Promise.resolve(7),
    countDeliveries: () => Promise.resolve(0),
    archiveRetentionMs: 30 * 86_400_000,
  };
}
