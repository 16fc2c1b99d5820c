'use client'

import { useState } from 'react'
import {
  acknowledge,
  choose,
  edit,
  type Fields,
  type IsSame,
  type Merged,
  merge,
  type Side,
  startDraft,
} from '@/lib/merge'

export type MergedDraft<F extends Fields> = Merged<F> & {
  /** The version that the person sees merged, which saving has to name. */
  version: number
  /** There is something that is not saved. */
  isDirty: boolean
  set: <K extends keyof F>(field: K, value: F[K]) => void
  choose: (field: keyof F, side: Side) => void
  /** What only they have changed has been read. */
  acknowledge: () => void
  /** Gives up what was typed for what is saved. */
  discard: () => void
  /** What stands in the form was saved as `version`: the form begins anew once that is on screen. */
  settle: (version: number) => void
}

/**
 * The form of a record that others may save meanwhile. `saved` is the newest that is known of it, by a live view or by
 * the refusal of a save: what the person has not touched follows it, what was typed stays, and what both have changed
 * is a conflict to decide. `isSame` must be a function of the module, not of the render.
 */
export function useMergedDraft<F extends Fields>(
  saved: { version: number; fields: F },
  isSame: IsSame<F> = Object.is,
): MergedDraft<F> {
  const [draft, setDraft] = useState(() => startDraft(saved.fields))
  const [settledVersion, setSettledVersion] = useState<number | null>(null)
  const theirs = saved.fields

  // Only the commit changes the screen: until it arrives, the form stays as it was sent.
  if (settledVersion !== null && saved.version >= settledVersion) {
    setSettledVersion(null)
    setDraft(startDraft(theirs))
  }

  const merged = merge(draft, theirs, isSame)
  return {
    ...merged,
    version: saved.version,
    isDirty: merged.changed.length > 0 || merged.conflicts.length > 0,
    set: (field, value) => setDraft((now) => edit(now, theirs, field, value, isSame)),
    choose: (field, side) => setDraft((now) => choose(now, theirs, field, side)),
    acknowledge: () => setDraft((now) => acknowledge(now, theirs, isSame)),
    discard: () => setDraft(startDraft(theirs)),
    settle: setSettledVersion,
  }
}
