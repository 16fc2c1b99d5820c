/**
 * Editing together: a draft of a record that others may save meanwhile, merged field by field with what they saved.
 * Three sides: `base` is what the person began with, `mine` what stands in the form, `theirs` what is saved now.
 */

/** What people edit of one thing: a flat record of values that can be compared. */
export type Fields = Record<string, string | number | boolean | null>

export type Side = 'mine' | 'theirs'

/** A choice counts for the value that it was made against. */
type Choice<V> = { side: Side; theirs: V }

export type Draft<F extends Fields> = {
  base: F
  mine: F
  choices: { [K in keyof F]?: Choice<F[K]> }
}

/** Both have changed `field`, to different values. `side` is null until the person has chosen. */
export type Conflict<F extends Fields, K extends keyof F = keyof F> = {
  field: K
  was: F[K]
  mine: F[K]
  theirs: F[K]
  side: Side | null
}

/** Only they have changed `field`. */
export type Taken<F extends Fields, K extends keyof F = keyof F> = { field: K; was: F[K]; theirs: F[K] }

export type Merged<F extends Fields> = {
  /** What the form shows and saves. Of a conflict without a choice, one's own. */
  values: F
  conflicts: Conflict<F>[]
  taken: Taken<F>[]
  /** What saving would change of what is saved now. */
  changed: (keyof F)[]
  /** No conflict is left to choose in. */
  isDecided: boolean
}

/** Whether two values of a field mean the same, such as the texts `3.5` and `3.50` of a number. */
export type IsSame<F extends Fields> = <K extends keyof F>(a: F[K], b: F[K], field: K) => boolean

export function startDraft<F extends Fields>(fields: F): Draft<F> {
  return { base: fields, mine: fields, choices: {} }
}

/** The person gives a field a value. One who edits a field that others have changed has seen their value. */
export function edit<F extends Fields, K extends keyof F>(
  draft: Draft<F>,
  theirs: F,
  field: K,
  value: F[K],
  isSame: IsSame<F> = Object.is,
): Draft<F> {
  const isUntouched = isSame(draft.mine[field], draft.base[field], field)
  const base = isUntouched ? { ...draft.base, [field]: theirs[field] } : draft.base
  const wasChosen = draft.choices[field] !== undefined
  const choices = wasChosen ? withChoice(draft, theirs, field, 'mine') : draft.choices
  return { base, mine: { ...draft.mine, [field]: value }, choices }
}

/** The person decides a conflict. It is open again once they change the field once more. */
export function choose<F extends Fields>(draft: Draft<F>, theirs: F, field: keyof F, side: Side): Draft<F> {
  return { ...draft, choices: withChoice(draft, theirs, field, side) }
}

function withChoice<F extends Fields>(draft: Draft<F>, theirs: F, field: keyof F, side: Side) {
  return { ...draft.choices, [field]: { side, theirs: theirs[field] } }
}

/** What a field that only they have changed is now is known: it is not told again. */
export function acknowledge<F extends Fields>(
  draft: Draft<F>,
  theirs: F,
  isSame: IsSame<F> = Object.is,
): Draft<F> {
  const { taken } = merge(draft, theirs, isSame)
  const known = Object.fromEntries(taken.map(({ field }) => [field, theirs[field]]))
  return { ...draft, base: { ...draft.base, ...known }, mine: { ...draft.mine, ...known } }
}

/** A draft and what is saved now, field by field. */
export function merge<F extends Fields>(
  { base, mine, choices }: Draft<F>,
  theirs: F,
  isSame: IsSame<F> = Object.is,
): Merged<F> {
  const values = { ...theirs }
  const conflicts: Conflict<F>[] = []
  const taken: Taken<F>[] = []
  const changed: (keyof F)[] = []

  for (const field of Object.keys(theirs) as (keyof F)[]) {
    const sides = { field, was: base[field], mine: mine[field], theirs: theirs[field] }
    const same = (a: F[keyof F], b: F[keyof F]) => isSame(a, b, field)
    if (same(sides.mine, sides.theirs)) {
      // Kept as typed: `3.50` does not become `3.5` under the person's hands.
      values[field] = sides.mine
      continue
    }
    if (same(sides.mine, sides.was)) {
      taken.push({ field, was: sides.was, theirs: sides.theirs })
      continue
    }
    const side = same(sides.theirs, sides.was) ? 'mine' : chosenSide(choices[field], sides.theirs, same)
    if (!same(sides.theirs, sides.was)) conflicts.push({ ...sides, side })
    if (side === 'theirs') continue
    values[field] = sides.mine
    changed.push(field)
  }
  return { values, conflicts, taken, changed, isDecided: conflicts.every(({ side }) => side !== null) }
}

/** What both or only they have changed, in words, as a person reads it beside the form. */
export function mergeInWords<F extends Fields>(
  { conflicts, taken }: Pick<Merged<F>, 'conflicts' | 'taken'>,
  labels: Record<keyof F & string, string>,
  words: (field: keyof F & string, value: F[keyof F]) => string,
) {
  const line = ({ field, was, theirs }: Taken<F>) => {
    const name = field as keyof F & string
    return { name, label: labels[name], was: words(name, was), theirs: words(name, theirs) }
  }
  return {
    conflicts: conflicts.map((conflict) => ({
      ...line(conflict),
      mine: words(conflict.field as keyof F & string, conflict.mine),
      side: conflict.side,
    })),
    taken: taken.map(line),
  }
}

function chosenSide<V>(choice: Choice<V> | undefined, theirs: V, same: (a: V, b: V) => boolean): Side | null {
  return choice !== undefined && same(choice.theirs, theirs) ? choice.side : null
}
