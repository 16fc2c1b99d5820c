'use server'

import { z } from 'zod'
import { defineAction } from '@/lib/action/define-action.server'
import { toAppError } from '@/lib/supabase/errors'
import { readLiveHealth } from './queries.server'
import { healthInput } from './schema'

/** What the database says about the live tables. */
export const getLiveHealth = defineAction({
  input: healthInput,
  access: 'signed-in',
  run: ({ db }) => readLiveHealth(db),
})

/** Commits a change of the caller's profile that alters nothing, so that its event can be waited for. */
export const touchProfile = defineAction({
  input: z.void(),
  access: 'signed-in',
  run: async ({ db }) => {
    const { error } = await db.rpc('touch_profile')
    if (error) throw toAppError(error)
    return null
  },
})
