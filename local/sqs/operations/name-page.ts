import type { Page } from './read-page.ts';

/** Cuts a page from names that were read one further than the page is long. */
export function namePage(found: readonly string[], page: Page): NamePage {
  const names = found.slice(0, page.most);
  const more = page.paged && found.length > page.most;
  return { names, next: more ? { NextToken: Buffer.from(String(names.at(-1))).toString('base64') } : {} };
}

type NamePage = { readonly names: readonly string[]; readonly next: { readonly NextToken?: string } };
