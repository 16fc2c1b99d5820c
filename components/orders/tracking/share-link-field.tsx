'use client'

import { Check, Copy } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Label } from '@/components/ui/label'

/** A new link, to be copied. It is shown this once: the database keeps no copy of it. */
export function ShareLinkField({ token }: { token: string }) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [isCopied, setIsCopied] = useState(false)
  const link = `${window.location.origin}/track/${token}`

  async function copy() {
    // Without a secure context there is no clipboard: then it stands selected.
    field.current?.select()
    try {
      await navigator.clipboard.writeText(link)
      setIsCopied(true)
    } catch {
      setIsCopied(false)
    }
  }

  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>Link</Label>
      <div className="flex gap-2">
        <Input ref={field} id={id} readOnly value={link} onFocus={(event) => event.target.select()} />
        <Button variant="outline" onClick={copy}>
          {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
          {isCopied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <p role="status" className="text-muted-foreground text-sm">
        {isCopied ? 'The link is in your clipboard.' : 'Copy it now: it is not shown again.'}
      </p>
    </div>
  )
}
