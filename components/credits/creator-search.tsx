import { UrlSearch } from '@/components/ui/url-search'
import { deskPath } from '@/lib/credits/desk-path'

/** Searches by name or address. */
export function CreatorSearch({ search }: { search: string }) {
  return (
    <div className="border-b p-3">
      <UrlSearch
        label="Search by name or e-mail"
        search={search}
        hrefOf={(wanted) => deskPath({ search: wanted })}
        action="/admin/credits"
      />
    </div>
  )
}
