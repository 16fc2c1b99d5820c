import Form from 'next/form'
import { SearchInput } from '@/components/ui/search-input'

export function MemberSearch({ search }: { search: string }) {
  return (
    <Form action="/admin/users" role="search" className="w-full sm:w-72">
      <SearchInput key={search} name="q" defaultValue={search} label="Search by name or e-mail" />
    </Form>
  )
}
