/**
 * Which regular expressions a filter may hold. Every change is matched on the way that all subscribers share, so that a
 * pattern has to be one that Postgres matches in time proportional to the text: its automaton does that, unless the
 * pattern looks back or around, and unless it is blown up by repeated groups.
 */
const maxLength = 500
/** In atoms, with all repetitions written out: of one repeated group, and of the pattern. */
const maxGroup = 64
const maxPattern = 1_000

const bracket = /\[\^?\]?(?:\\.|\[[.:=].*?[.:=]\]|[^\]\\])*\]/sy
const repetition = /\{(\d+)(?:,(\d*))?\}/y

/** Why Postgres is not asked to match this pattern, or null. */
export function patternProblem(pattern: string): string | null {
  if (pattern.length > maxLength) return `it is longer than ${maxLength} characters`
  if (/\\[1-9]/.test(pattern)) return 'back-references are not supported'
  if (/\(\?(?!:)/.test(pattern)) return 'lookaround and embedded options are not supported'
  if (pattern.startsWith('***')) return 'directors are not supported'
  const { group, whole } = sizesOf(pattern)
  if (group > maxGroup) return `a repeated group comes to more than ${maxGroup} atoms`
  return whole > maxPattern ? `it comes to more than ${maxPattern} atoms` : null
}

/** How many atoms there are when all repetitions are written out: in the largest repeated group, and in all. */
function sizesOf(pattern: string): { group: number; whole: number } {
  let group = 0
  /** The atoms of each open group so far; the first is the pattern itself. */
  const groups = [0]
  /** The last atom: how many it stands for, and whether it is a group. */
  let last = { size: 0, isGroup: false }
  const add = (size: number) => groups.push((groups.pop() ?? 0) + size)

  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]
    const counted = char === '{' ? matchAt(repetition, pattern, at) : null
    if (counted) {
      const times = Number(counted[2] || counted[1])
      if (last.isGroup) group = Math.max(group, last.size * times)
      add(last.size * Math.max(0, times - 1))
      at += counted[0].length - 1
    } else if (char === '(') {
      groups.push(0)
    } else if (char === ')') {
      last = { size: (groups.length > 1 && groups.pop()) || 1, isGroup: true }
      add(last.size)
    } else if (char === undefined || !'*+?|^$'.includes(char)) {
      at += lengthOfAtom(pattern, at) - 1
      last = { size: 1, isGroup: false }
      add(1)
    }
  }
  return { group, whole: groups[0] ?? 0 }
}

function lengthOfAtom(pattern: string, at: number): number {
  if (pattern[at] === '\\') return 2
  return pattern[at] === '[' ? (matchAt(bracket, pattern, at)?.[0].length ?? 1) : 1
}

function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at
  return expression.exec(text)
}
