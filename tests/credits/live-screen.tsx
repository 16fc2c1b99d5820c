import { render } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { Toaster } from '@/components/ui/toaster'
import { RealtimeProvider } from '@/lib/realtime/provider.client'
import { createFakeAuth, createTestClient } from '../realtime/harness'
import { createFakeRealtime } from '../support/fake-socket'
import { createFakeBank } from './fake-bank'
import { MIRA } from './models'

/** A bank and the wire on which it tells of its changes. */
export function openBank(credits: number) {
  const realtime = createFakeRealtime()
  return { realtime, bank: createFakeBank(realtime, credits) }
}

/** Renders as the app does for Mira: strict, live, with toasts. supabase-js is real, its socket is not. */
export function renderLive(children: ReactNode, { realtime }: ReturnType<typeof openBank>) {
  const auth = createFakeAuth()
  auth.signIn(MIRA)
  const supabase = createTestClient(realtime, auth)
  return render(
    <StrictMode>
      <RealtimeProvider userId={MIRA} load={async () => supabase}>
        {children}
      </RealtimeProvider>
      <Toaster />
    </StrictMode>,
  )
}
