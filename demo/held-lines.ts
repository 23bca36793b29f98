/** Lines that are printed once they are released, and at once from then on. */
export function heldLines(print: (text: string) => void): {
  readonly print: (text: string) => void;
  /** Prints what was held; the second time it does nothing. */
  readonly release: () => void;
} {
  let held: string[] | undefined = [];
  return {
    print: (text) => (held ? void held.push(text) : print(text)),
    release() {
      held?.forEach(print);
      held = undefined;
    },
  };
}
