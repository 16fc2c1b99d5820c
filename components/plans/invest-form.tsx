'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { notify } from '@/components/ui/notify'
import { WriteError } from '@/components/ui/write-error'
import { useWrite } from '@/lib/action/use-write'
import { formatMoney } from '@/lib/format'
import { investInPlan } from '@/lib/plans/actions'
import { amountText, parseAmount } from '@/lib/plans/amount'
import { amountProblem } from '@/lib/plans/rules'
import type { Plan } from '@/lib/plans/schema'
import { AmountChoices } from './amount-choices'
import { ReturnPreview } from './return-preview'

type Props = { plan: Plan; serverTime: string; canWrite: boolean }

/**
 * Invests on the terms that are on screen: when they change in that moment the database refuses, the new ones appear,
 * and pressing again accepts them. It waits for nobody: offline there is nothing to agree on.
 */
export function InvestForm({ plan, serverTime, canWrite }: Props) {
  const [text, setText] = useState(() => amountText(plan.minAmount, plan.currency))
  const write = useWrite(investInPlan)
  const amount = parseAmount(text, plan.currency)
  const problem = amountProblem(amount, plan)
  const isReady = amount !== null && problem === null

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!isReady) return
    const result = await write.send({ planId: plan.id, amount, planVersion: plan.version })
    if (!result?.success) return
    notify.success(`${formatMoney(result.data.amount, result.data.currency)} invested`, {
      description: result.data.planName,
    })
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field
        label={`Amount in ${plan.currency}`}
        name="amount"
        inputMode="decimal"
        autoComplete="off"
        required
        value={text}
        onChange={(event) => setText(event.target.value)}
        errors={write.error?.fields?.amount ?? problemWords(problem, text, plan)}
        className="[&_input]:h-12 [&_input]:text-lg [&_input]:tabular-nums"
      />
      <AmountChoices plan={plan} onChoose={(chosen) => setText(amountText(chosen, plan.currency))} />
      <ReturnPreview plan={plan} amount={isReady ? amount : null} serverTime={serverTime} />
      <Button type="submit" size="lg" disabled={!canWrite || !isReady} aria-busy={write.isSending}>
        {write.isSending
          ? 'Investing…'
          : `Invest ${isReady ? formatMoney(amount, plan.currency) : ''}`.trim()}
      </Button>
      {!canWrite && <p className="text-muted-foreground text-sm">Investing needs a connection.</p>}
      <WriteError error={write.error} />
    </form>
  )
}

function problemWords(problem: ReturnType<typeof amountProblem>, text: string, plan: Plan) {
  if (problem === null || text.trim() === '') return undefined
  if (problem === 'low') return [`At least ${formatMoney(plan.minAmount, plan.currency)}.`]
  if (problem === 'high') return [`At most ${formatMoney(plan.maxAmount, plan.currency)}.`]
  return ['Enter an amount, such as 1,500.']
}
