/**
 * Tells when row security's verdict about a row is a function of nothing but the claims and some columns of that
 * row, so that it may be kept (docs/decisions/0206). Read from the parsed policy, not from its text: whatever is
 * not known here to depend on its arguments alone makes the answer "cannot be told".
 */

export type PolicyParts = {
  /** The kinds of nodes in the parsed expression. */
  nodes: string[]
  /** Column numbers; zero and below stand for whole rows and system columns. */
  columns: number[]
  /** `immutable` for built-in immutable functions, otherwise `schema.name`. */
  functions: string[]
  /** What the policy depends on beyond built-in objects; `self` is its own table, its types and roles. */
  dependencies: string[]
}

/** Casts through text, `current_date` and other tables are not among them, for they read more than their arguments. */
const plainNodes = new Set([
  'VAR',
  'CONST',
  'OPEXPR',
  'FUNCEXPR',
  'BOOLEXPR',
  'SCALARARRAYOPEXPR',
  'DISTINCTEXPR',
  'NULLIFEXPR',
  'COALESCEEXPR',
  'CASEEXPR',
  'CASEWHEN',
  'ARRAYEXPR',
  'RELABELTYPE',
  'NULLTEST',
  'BOOLEANTEST',
  // `(select auth.uid())`, which has no table of its own.
  'SUBLINK',
  'QUERY',
  'FROMEXPR',
  'TARGETENTRY',
])

/** These read the claims and nothing else. */
const claimFunctions = new Set(['auth.uid', 'auth.role', 'auth.email', 'auth.jwt'])

/** The numbers of the columns that decide, or null when more than columns and claims may decide. */
export function decidingColumns(policies: PolicyParts[]): number[] | null {
  const columns = new Set<number>()
  for (const policy of policies) {
    const isPlain =
      policy.nodes.every((node) => plainNodes.has(node)) &&
      policy.functions.every((name) => name === 'immutable' || claimFunctions.has(name)) &&
      policy.dependencies.every((name) => name === 'self' || claimFunctions.has(name)) &&
      policy.columns.every((number) => number > 0)
    if (!isPlain) return null
    for (const number of policy.columns) columns.add(number)
  }
  return [...columns].sort((a, b) => a - b)
}
