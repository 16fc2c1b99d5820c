import { z } from 'zod'
import { operation } from '@/lib/action/operation'

const credits = z.int().nonnegative()
const timestamp = z.iso.datetime({ offset: true })

export const subscribeCreditsOperation = operation({
  method: 'GET',
  path: '/api/credits/subscribe',
  summary: "The caller's balance, as it changes",
  access: 'signed-in',
  answer: {
    status: 200,
    stream: {
      CONNECTED: z.object({ timestamp, credits }),
      BALANCE_CHANGED: z.object({ credits, delta: z.int(), reason: z.string(), timestamp }),
    },
    description: 'CONNECTED, then each entry of the ledger with its id',
  },
  errors: ['rate_limited'],
})
