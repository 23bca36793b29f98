/**
 * Has this thread's `Date` run that far ahead of the machine's, or behind it, so that functions live at the same time as
 * the services they call.
 */
export function shiftClock(offsetMs: number): void {
  if (offsetMs === 0) return;
  const machine = Date;
  const now = () => machine.now() + offsetMs;
  globalThis.Date = new Proxy(machine, {
    apply: () => new machine(now()).toString(),
    construct: (target, given, newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as Date,
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  });
}
