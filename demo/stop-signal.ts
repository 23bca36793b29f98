/**
 * An AbortSignal that the first Ctrl-C or SIGTERM aborts. A second one ends the process at once: what was in flight is
 * visible again at the next start.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}
