import { Search } from 'lucide-react'
import Form from 'next/form'
import { Input } from '@/components/ui/input'

export function MemberSearch({ search }: { search: string }) {
  return (
    <Form action="/admin/users" role="search" className="relative w-full sm:w-72">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
      />
      <Input
        key={search}
        type="search"
        name="q"
        defaultValue={search}
        aria-label="Search people by name or e-mail"
        placeholder="Name or e-mail"
        maxLength={100}
        className="pl-9"
      />
    </Form>
  )
}
