/** The members of a page, in any of the forms that kith's lists have. */
export interface Page {
  results?: unknown[];
  data?: unknown[];
  next?: string | null;
  next_id?: number | null;
  links?: { next: string | null };
}

export type Query = Record<string, unknown>;

export async function* rowsOf(pages: AsyncIterable<Page>): AsyncGenerator<any, void> {
  for await (const { results, data } of pages) yield* results ?? data ?? [];
}

/**
 * The query of the page after this one, or `null` if this is the last. Only the query of a link is used, so that the
 * session's token is never sent to another host.
 */
export function nextQuery({ next, next_id: nextId, links }: Page, query: Query): Query | null {
  const link = next ?? links?.next;
  if (link) return Object.fromEntries(new URL(link).searchParams);
  return nextId ? { ...query, next_id: nextId } : null;
}
