/** A stretch of a text: in both, only before, or only after. */
export type DiffPart = { kind: 'same' | 'gone' | 'new'; text: string }

/** More words than this on a side are shown as one change: their comparison would take longer than it helps. */
const MOST_WORDS = 1000

/** What changed between two texts, by words; `same` and `gone` together are `before`, `same` and `new` are `after`. */
export function diffWords(before: string, after: string): DiffPart[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) {
    return joined([
      { kind: 'gone', text: before },
      { kind: 'new', text: after },
    ])
  }
  const longest = commonLengths(a, b)
  const parts: DiffPart[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [old, now] = [a[i], b[j]]
    if (old !== undefined && old === now) {
      parts.push({ kind: 'same', text: old })
      i += 1
      j += 1
    } else if (old !== undefined && lengthAt(longest, i + 1, j) >= lengthAt(longest, i, j + 1)) {
      parts.push({ kind: 'gone', text: old })
      i += 1
    } else {
      parts.push({ kind: 'new', text: now ?? '' })
      j += 1
    }
  }
  return joined(parts)
}

/** Words with the blanks behind them, so that nothing of the text is lost. */
function wordsOf(text: string): string[] {
  return text.match(/\s+|\S+\s*/g) ?? []
}

/** How long the longest common subsequence of what is left from each pair of places on is. */
function commonLengths(a: string[], b: string[]): Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (const [i, row] of [...lengths.entries()].slice(0, -1).toReversed()) {
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] =
        a[i] === b[j]
          ? lengthAt(lengths, i + 1, j + 1) + 1
          : Math.max(lengthAt(lengths, i + 1, j), lengthAt(lengths, i, j + 1))
    }
  }
  return lengths
}

function lengthAt(lengths: Uint16Array[], i: number, j: number): number {
  return lengths[i]?.[j] ?? -1
}

/** Neighbours of one kind as one; what goes stands before what comes. */
function joined(parts: DiffPart[]): DiffPart[] {
  const result: DiffPart[] = []
  let [gone, fresh] = ['', '']
  const flush = () => {
    if (gone !== '') result.push({ kind: 'gone', text: gone })
    if (fresh !== '') result.push({ kind: 'new', text: fresh })
    ;[gone, fresh] = ['', '']
  }
  for (const { kind, text } of parts) {
    if (kind === 'gone') gone += text
    if (kind === 'new') fresh += text
    if (kind !== 'same') continue
    flush()
    const last = result.at(-1)
    if (last?.kind === 'same') last.text += text
    else result.push({ kind, text })
  }
  flush()
  return result
}
