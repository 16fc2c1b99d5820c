'use client'

import { useActionState } from 'react'
import { Alert } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/submit-button'
import { signInAsDemo } from '@/lib/accounts/actions'
import { EMPTY_FORM } from '@/lib/action/form'
import type { AppRole } from '@/lib/auth/roles'

type DemoSignInProps = { accounts: { label: string; email: string; role: AppRole }[]; next?: string }

/** One button an account, each a form of its own. Shown on the embedded stack only. */
export function DemoSignIn({ accounts, next }: DemoSignInProps) {
  const [{ result }, submit] = useActionState(signInAsDemo, EMPTY_FORM)

  return (
    <section aria-labelledby="demo-title" className="grid gap-3 rounded-lg border border-dashed p-4">
      <div className="grid gap-0.5">
        <h2 id="demo-title" className="font-semibold text-sm">
          Demo accounts
        </h2>
        <p className="text-muted-foreground text-sm">
          One click signs you in. Use two browsers to see a change travel.
        </p>
      </div>
      {result?.success === false && <Alert kind="error">{result.error.message}</Alert>}
      <ul className="grid gap-2">
        {accounts.map(({ label, email, role }) => (
          <li key={email}>
            <form action={submit}>
              <input type="hidden" name="email" value={email} />
              <input type="hidden" name="next" value={next ?? ''} />
              <SubmitButton variant="outline" className="w-full justify-between">
                <span className="truncate">{label}</span>
                <span className="font-normal text-muted-foreground text-xs capitalize">{role}</span>
              </SubmitButton>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}
