import { render } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { Toaster } from '@/components/ui/toaster'
import { RealtimeProvider } from '@/lib/realtime/provider.client'
import { createFakeAuth, createTestClient } from '../realtime/harness'
import type { FakeRealtime } from './fake-socket'

/** Renders as the app does for `userId`: strict, live, with toasts. supabase-js is real, its socket is not. */
export function renderAs(userId: string, children: ReactNode, realtime: FakeRealtime) {
  const auth = createFakeAuth()
  auth.signIn(userId)
  const supabase = createTestClient(realtime, auth)
  return render(
    <StrictMode>
      <RealtimeProvider userId={userId} load={async () => supabase}>
        {children}
      </RealtimeProvider>
      <Toaster />
    </StrictMode>,
  )
}
