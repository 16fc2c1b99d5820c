type SearchParams = Record<string, string | string[] | undefined>

/** The props of a page that reads its search parameters. */
export type SearchParamsProps = { searchParams: Promise<SearchParams> }

/** One search parameter of a page; of a repeated one the first. */
export function searchParam(params: SearchParams, name: string): string | undefined {
  const value = params[name]
  return Array.isArray(value) ? value[0] : value
}
