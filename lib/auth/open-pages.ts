/** Pages that visitors may read: what they show is public by row level security. */
const OPEN_PAGES = [
  /^\/plans$/,
  /^\/plans\/[\da-f]{8}-[\da-f-]{27}$/i,
  /^\/shop$/,
  /^\/shop\/[^/]+$/,
  /^\/cart$/,
]

/** Whether `path` (with or without a query) can be read without a session. */
export function isOpenPage(path: string): boolean {
  const pathname = path.split(/[?#]/, 1)[0] ?? ''
  return OPEN_PAGES.some((page) => page.test(pathname))
}
