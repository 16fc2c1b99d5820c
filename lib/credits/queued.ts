import type { z } from 'zod'
import { attempt } from '@/lib/action/attempt'
import type { QueuedWrite } from '@/lib/action/outbox'
import { spendCredits } from './actions'
import type { spendInput } from './inputs'
import { formatCredits } from './words'
import type { Saved } from './writes.server'

export type SpendInput = z.input<typeof spendInput>

/** A spend may wait on the device: the server decides when it arrives, and its key makes it count once. */
export const queuedSpend: QueuedWrite<SpendInput, Saved> = {
  name: 'credits.spend',
  send: (input) => attempt(() => spendCredits(input)),
  describe: ({ amount, reason }) => `${reason}: ${formatCredits(amount)}`,
}
