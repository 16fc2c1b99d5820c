'use client'

import { CloudAlert } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { StatusPage } from './status-page'

type ErrorPageProps = { error: unknown; retry: () => void }

/** What Next.js shows in place of a part that threw. */
export function ErrorPage({ error, retry }: ErrorPageProps) {
  useEffect(() => {
    console.error(error)
  }, [error])

  return (
    <StatusPage icon={CloudAlert} title="This page did not load" code={digestOf(error)}>
      <p>Something failed on the way. What you have saved is safe.</p>
      <Button onClick={() => retry()}>Try again</Button>
    </StatusPage>
  )
}

/** The name under which the server logged the error. */
function digestOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('digest' in error)) return undefined
  return String(error.digest)
}
