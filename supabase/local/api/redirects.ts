/** Decides where a link in a mail may lead: `site_url`, its origin, or an entry of `additional_redirect_urls`. */
export function allowedRedirect(
  wanted: string | null,
  siteUrl: string,
  additional: readonly string[],
): string {
  const target = wanted ? parse(wanted) : null
  if (!wanted || !target) return siteUrl
  const isWeb = target.protocol === 'http:' || target.protocol === 'https:'
  if (isWeb && target.origin === parse(siteUrl)?.origin) return wanted
  const plain = wanted.split(/[?#]/)[0] ?? wanted
  return additional.some((pattern) => globToRegExp(pattern).test(plain)) ? wanted : siteUrl
}

/** `*` matches within a path segment or host label, `**` matches anything, `?` one character. */
function globToRegExp(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*/g, '\0')
    .replace(/\*/g, '[^./]*')
    .replace(/\?/g, '[^./]')
    .replaceAll('\0', '.*')
  return new RegExp(`^${source}$`)
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null
}
