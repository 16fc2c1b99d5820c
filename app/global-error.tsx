'use client'

import './globals.css'
import { CloudAlert } from 'lucide-react'
import { useEffect } from 'react'
import { StatusPage } from '@/components/shell/status-page'
import { Button } from '@/components/ui/button'

type GlobalErrorPageProps = { error: unknown; retry: () => void }

/** Stands in for the root layout itself, so it brings its own document. */
export default function GlobalErrorPage({ error, retry }: GlobalErrorPageProps) {
  useEffect(() => {
    console.error(error)
  }, [error])

  return (
    <html lang="en">
      <body className="antialiased">
        <title>Rowcast does not answer</title>
        <main>
          <StatusPage icon={CloudAlert} title="Rowcast does not answer">
            <p>Something failed before the page could be built. What you have saved is safe.</p>
            <Button onClick={() => retry()}>Try again</Button>
          </StatusPage>
        </main>
      </body>
    </html>
  )
}
