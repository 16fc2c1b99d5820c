/**
 * Tells which claims the policies of a table can read, so that subscribers who differ only in other claims
 * (another tab's token, a refreshed one) share one answer. When in doubt the answer is "all of them".
 */

export type PolicyText = { text: string; dependencies: string[] }

const claimOf: Record<string, string> = { 'auth.uid': 'sub', 'auth.role': 'role', 'auth.email': 'email' }

/** Functions that look at nothing but their arguments (or, like now(), at nothing that a claim could change). */
const harmless = new Set([
  'coalesce',
  'nullif',
  'lower',
  'upper',
  'length',
  'now',
  'any',
  'all',
  'greatest',
  'least',
])

/** The names of the claims beside `role`, or null when any claim may matter. */
export function claimsReadBy(policies: PolicyText[]): string[] | null {
  const claims = new Set<string>()
  for (const policy of policies) {
    if (!policy.dependencies.every((name) => name === 'self' || name in claimOf)) return null
    for (const called of functionsIn(policy.text)) {
      const claim = claimOf[called]
      if (claim) claims.add(claim)
      else if (!harmless.has(called)) return null
    }
  }
  claims.delete('role')
  return [...claims].sort()
}

/** Every name that stands before an opening bracket, outside of string literals. */
function functionsIn(expression: string): string[] {
  const withoutLiterals = expression.replace(/'(?:[^']|'')*'/g, "''")
  const calls = withoutLiterals.matchAll(/([a-z_"][\w".$]*)\s*\(/gi)
  return [...calls]
    .map((call) => (call[1] ?? '').toLowerCase())
    .filter((name) => name !== 'and' && name !== 'or' && name !== 'not' && name !== 'in')
}
