'use client'

import type { ComponentProps } from 'react'
import { ErrorPage } from '@/components/shell/error-page'

/** For layouts that threw, so nothing of them is around it. */
export default function RootErrorPage(props: ComponentProps<typeof ErrorPage>) {
  return (
    <main>
      <ErrorPage {...props} />
    </main>
  )
}
