'use client'

import { Keyboard } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { useShortcut } from '@/components/ui/use-shortcut'

const SHORTCUTS: { keys: string[]; does: string }[] = [
  { keys: ['/'], does: 'Search' },
  { keys: ['↑', '↓'], does: 'Go from order to order' },
  { keys: ['Home', 'End'], does: 'First and last order of the page' },
  { keys: ['Enter'], does: 'Open the order' },
  { keys: ['Esc'], does: 'Close it, or let go of what is chosen' },
  { keys: ['Space'], does: 'Choose the order' },
  { keys: ['Shift', '↑ ↓'], does: 'Choose a range of orders' },
  { keys: ['Ctrl', 'A'], does: 'Choose all of the page' },
  { keys: ['?'], does: 'This list' },
]

/** The keys of the desk. Of no use without a keyboard. */
export function ShortcutsButton() {
  const [isOpen, setIsOpen] = useState(false)
  useShortcut('?', () => setIsOpen(true))

  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={() => setIsOpen(true)}
        className="text-muted-foreground pointer-coarse:hidden"
      >
        <Keyboard aria-hidden />
      </Button>
      <Dialog isOpen={isOpen} onClose={() => setIsOpen(false)} title="Keyboard shortcuts">
        <dl className="grid gap-2.5 text-sm">
          {SHORTCUTS.map(({ keys, does }) => (
            <div key={does} className="flex items-center justify-between gap-4">
              <dt>{does}</dt>
              <dd className="flex shrink-0 gap-1">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  )
}
