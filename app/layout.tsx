import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { Toaster } from '@/components/ui/toaster'
import { SETTINGS_ELEMENT_ID } from '@/lib/env'
import { publicSettings } from '@/lib/env.server'
import { requestTheme } from '@/lib/theme.server'
import { latin, latinExtended } from './fonts'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Rowcast', template: '%s · Rowcast' },
  description: 'Change a row in Postgres; every open screen follows.',
  applicationName: 'Rowcast',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#0c1214' },
  ],
  colorScheme: 'light dark',
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await requestTheme()

  return (
    <html
      lang="en"
      data-theme={theme === 'system' ? undefined : theme}
      className={cn(latin.variable, latinExtended.variable)}
      // The theme picker changes the attribute without a render of the server.
      suppressHydrationWarning
    >
      <body className="antialiased">
        {children}
        <Toaster />
        <script
          id={SETTINGS_ELEMENT_ID}
          type="application/json"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON data that the browser does not run; "<" cannot end the element.
          dangerouslySetInnerHTML={{ __html: JSON.stringify(publicSettings()).replaceAll('<', '\\u003c') }}
        />
      </body>
    </html>
  )
}
