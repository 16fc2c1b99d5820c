import { Heart } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { SearchInput } from '@/components/ui/search-input'
import { Select } from '@/components/ui/select'
import { type Browse, PLAN_SORTS, type PlanSort } from '@/lib/plans/browse'

type Props = {
  browse: Browse
  onChange: (change: Partial<Browse>) => void
  /** Only those who can follow plans have some to look for. */
  canFollow: boolean
}

/** What is looked for, as one types; it is in the address, so it can be kept and sent. Without scripts, on Enter. */
export function BrowseBar({ browse, onChange, canFollow }: Props) {
  return (
    <search>
      <form
        action="/plans"
        onSubmit={(event) => event.preventDefault()}
        className="grid grid-cols-2 items-center gap-3 lg:grid-cols-[minmax(0,1fr)_auto_12rem_auto]"
      >
        <div className="col-span-2 lg:col-span-1">
          <SearchInput
            name="search"
            label="Search plans"
            value={browse.search}
            onChange={(event) => onChange({ search: event.target.value })}
          />
        </div>
        <fieldset className="col-span-2 flex items-center gap-2 lg:col-span-1">
          <legend className="sr-only">Amount to invest</legend>
          <AmountInput label="From" name="from" value={browse.from} onChange={(from) => onChange({ from })} />
          <span aria-hidden className="text-muted-foreground">
            –
          </span>
          <AmountInput label="To" name="to" value={browse.to} onChange={(to) => onChange({ to })} />
        </fieldset>
        <Select
          name="sort"
          aria-label="Sort by"
          value={browse.sort}
          onChange={(event) => onChange({ sort: event.target.value as PlanSort })}
          className={cn(!canFollow && 'max-lg:col-span-2')}
        >
          {Object.entries(PLAN_SORTS).map(([sort, name]) => (
            <option key={sort} value={sort}>
              {name}
            </option>
          ))}
        </Select>
        {canFollow && (
          <label className="flex h-11 cursor-pointer items-center justify-center gap-2 rounded-md border border-input bg-card px-3 font-medium text-sm shadow-xs transition-colors hover:bg-accent has-checked:border-primary has-checked:bg-accent has-checked:text-accent-foreground has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2">
            <input
              type="checkbox"
              name="followed"
              value="1"
              checked={browse.isFollowed}
              onChange={(event) => onChange({ isFollowed: event.target.checked })}
              className="sr-only"
            />
            <Heart aria-hidden className={cn('size-4', browse.isFollowed && 'fill-current')} />
            Followed
          </label>
        )}
      </form>
    </search>
  )
}

type AmountInputProps = { label: string; name: string; value: string; onChange: (value: string) => void }

function AmountInput({ label, name, value, onChange }: AmountInputProps) {
  return (
    <Input
      name={name}
      type="number"
      inputMode="decimal"
      min={0}
      max={99_999_999_999}
      step="any"
      aria-label={`${label} amount`}
      placeholder={label === 'From' ? 'Amount from' : 'to'}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="lg:w-34"
    />
  )
}
