'use server'

import { z } from 'zod'
import { defineAction } from '@/lib/action/define-action.server'
import { readOverview } from './queries.server'

/** What is happening in all systems, and how much there is of everything. */
export const getOverview = defineAction({
  input: z.void(),
  access: 'admin',
  run: ({ db }) => readOverview(db),
})
