/**
 * An AbortSignal that the first Ctrl-C or SIGTERM aborts. A Ctrl-C after that ends the process at once: what was in
 * flight is visible again at the next start. A SIGTERM after that changes nothing, because one that is sent to the whole
 * process group arrives twice, by itself and passed on by the launcher.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  process.on('SIGTERM', () => controller.abort());
  process.on('SIGINT', () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  });
  return controller.signal;
}
