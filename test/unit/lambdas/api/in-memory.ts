/** The page of a list by id that the stores give. */
export function pageOf<T>(
  all: readonly T[],
  id: (item: T) => string,
  page: { limit: number; after?: string },
) {
  const rest = all
    .toSorted((a, b) => (id(a) < id(b) ? -1 : 1))
    .filter((item) => page.after === undefined || id(item) > page.after);
  const items = rest.slice(0, page.limit);
  const last = items.at(-1);
  return { items, ...(rest.length > items.length && last !== undefined && { next: id(last) }) };
}

/** Without the fields that are `undefined`, which an update removes. */
export function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
