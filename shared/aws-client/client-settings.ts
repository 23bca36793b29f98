/**
 * What the clients of AWS are made with in every function. Unless it is told otherwise the SDK puts its middleware together
 * anew for each call, which takes a fifth of the processor time of one; ours never changes between calls.
 */
export const clientSettings = { cacheMiddleware: true } as const;
