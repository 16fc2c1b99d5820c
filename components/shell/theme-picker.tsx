'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { THEME_COOKIE, THEMES, type Theme } from '@/lib/theme'

const YEAR_S = 31_536_000
const LOOK = {
  system: { icon: Monitor, label: 'System' },
  light: { icon: Sun, label: 'Light' },
  dark: { icon: Moon, label: 'Dark' },
} as const

/** Three radio buttons. The choice is a cookie, so that the server renders the right theme from the first byte. */
export function ThemePicker({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial)

  function choose(next: Theme) {
    setTheme(next)
    applyTheme(next)
  }

  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium text-muted-foreground text-xs">Theme</legend>
      <div className="grid grid-cols-3 gap-1 rounded-lg bg-secondary p-1">
        {THEMES.map((value) => {
          const { icon: Icon, label } = LOOK[value]
          return (
            <label
              key={value}
              className="flex h-11 cursor-pointer items-center justify-center gap-1.5 rounded-md text-muted-foreground text-xs transition-colors hover:text-foreground has-checked:bg-card has-checked:text-foreground has-checked:shadow-xs has-focus-visible:outline-2 has-focus-visible:outline-ring"
            >
              <input
                type="radio"
                name="theme"
                value={value}
                checked={theme === value}
                onChange={() => choose(value)}
                className="sr-only"
              />
              <Icon aria-hidden className="size-4" />
              {label}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}

function applyTheme(theme: Theme) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140 and on plain http.
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${YEAR_S}; samesite=lax`
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
