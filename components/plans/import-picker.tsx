'use client'

import { FileDown, FileUp } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card, CardContent } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { downloadText } from '@/components/ui/download'

type Props = { problem: string | null; onFile: (file: File) => void }

/** Where a file is chosen or dropped, and what it should look like. */
export function ImportPicker({ problem, onFile }: Props) {
  const [isOver, setIsOver] = useState(false)

  function drop(event: DragEvent) {
    event.preventDefault()
    setIsOver(false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }

  return (
    <Card aria-label="Choose a file">
      <CardContent className="grid gap-5">
        {problem !== null && (
          <Alert kind="error" title="The file could not be read">
            {problem}
          </Alert>
        )}
        <label
          onDragOver={(event) => {
            event.preventDefault()
            setIsOver(true)
          }}
          onDragLeave={() => setIsOver(false)}
          onDrop={drop}
          className={cn(
            'grid cursor-pointer justify-items-center gap-3 rounded-lg border-2 border-input border-dashed px-6 py-12 text-center transition-colors hover:border-ring hover:bg-accent/40 has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2',
            isOver && 'border-ring bg-accent/60',
          )}
        >
          <span className="grid size-12 place-items-center rounded-full bg-accent text-accent-foreground">
            <FileUp aria-hidden className="size-5" />
          </span>
          <span className="font-semibold tracking-tight">Choose a CSV file</span>
          <span className="text-muted-foreground text-sm">or drop it here</span>
          <input
            type="file"
            accept=".csv,text/csv"
            className="sr-only"
            onChange={({ target }) => {
              const file = target.files?.[0]
              // Emptied, so that the same file can be chosen again once it is mended.
              target.value = ''
              if (file) onFile(file)
            }}
          />
        </label>
        <div className="flex flex-wrap items-center justify-between gap-4">
          <p className="max-w-prose text-pretty text-muted-foreground text-sm">
            The first row names the columns: name, description, roi_percent, duration_days, min_amount,
            max_amount, currency, is_active. Amounts are in whole units, such as 500 or 499.50. Description,
            currency and is_active may be left out.
          </p>
          <Button variant="outline" onClick={downloadTemplate}>
            <FileDown aria-hidden />
            Template
          </Button>
        </div>
      </CardContent>
    </Card>
  )
}

async function downloadTemplate() {
  const { planFileTemplate } = await import('@/lib/plans/csv-write')
  downloadText('plans-template.csv', planFileTemplate())
}
