import type { StateCreator } from 'zustand'
import type { Result } from '@/lib/result'
import type { UserCredits } from './schema'

export type CreditsStore = {
  /** The creator's credits as last read; null until then and after sign-out. */
  getCreatorCredits: UserCredits | null
  loadingGetCreatorCredits: boolean
  setCredits: (credits: UserCredits | null) => void
  /** Reads through the action. A failed read keeps what is known, and its answer says why it failed. */
  fetchCreatorCredits: () => Promise<Result<UserCredits>>
}

/** The store around a read. A read that is overtaken by `setCredits` or by a later read changes nothing. */
export function creditsStore(read: () => Promise<Result<UserCredits>>): StateCreator<CreditsStore> {
  let latest = 0
  return (set) => ({
    getCreatorCredits: null,
    loadingGetCreatorCredits: false,
    setCredits: (credits) => {
      latest += 1
      set({ getCreatorCredits: credits, loadingGetCreatorCredits: false })
    },
    fetchCreatorCredits: async () => {
      latest += 1
      const turn = latest
      set({ loadingGetCreatorCredits: true })
      const result = await read()
      if (turn !== latest) return result
      set({ loadingGetCreatorCredits: false })
      if (result.success) set({ getCreatorCredits: result.data })
      return result
    },
  })
}
