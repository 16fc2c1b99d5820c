import { Disclosure } from '@/components/ui/disclosure'
import { DateTime } from '@/components/ui/time'
import { type GrantState, grantName, grantState } from '@/lib/credits/rules'
import type { Grant } from '@/lib/credits/schema'
import { formatCredits } from '@/lib/credits/words'

const ENDED: Record<Exclude<GrantState, 'spendable'>, string> = {
  used_up: 'Used up',
  lapsed: 'Expired',
  cancelled: 'Cancelled',
}

/** Grants that have ended stay in sight, so that credits never disappear without a word. */
export function EndedGrants({ grants }: { grants: Grant[] }) {
  if (grants.length === 0) return null
  return (
    <Disclosure label={`Ended (${grants.length})`}>
      <ul className="grid">
        {grants.map((grant) => (
          <EndedGrant key={grant.id} grant={grant} state={grantState(grant)} />
        ))}
      </ul>
    </Disclosure>
  )
}

function EndedGrant({ grant, state }: { grant: Grant; state: GrantState }) {
  if (state === 'spendable') return null
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-3 border-t py-2.5 text-muted-foreground">
      <span className="text-foreground">{grantName(grant)}</span>
      <span>
        {ENDED[state]}
        {state === 'lapsed' && grant.credits > 0 && ` with ${formatCredits(grant.credits)} unused`}
        {state === 'lapsed' && grant.expiresAt !== null && (
          <>
            {' · '}
            <DateTime value={grant.expiresAt} />
          </>
        )}
      </span>
    </li>
  )
}
