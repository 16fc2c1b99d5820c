import { cn } from '@/components/ui/cn'

type Props = { categories: string[]; chosen: string | null; onChoose: (category: string | null) => void }

/** One kind of products, or all of them. */
export function CategoryTabs({ categories, chosen, onChoose }: Props) {
  return (
    <fieldset
      aria-label="Categories"
      className="-mx-4 flex min-w-0 gap-2 overflow-x-auto px-4 py-1 sm:mx-0 sm:flex-wrap sm:px-0"
    >
      <Choice isChosen={chosen === null} onClick={() => onChoose(null)}>
        All
      </Choice>
      {categories.map((category) => (
        <Choice key={category} isChosen={chosen === category} onClick={() => onChoose(category)}>
          {category}
        </Choice>
      ))}
    </fieldset>
  )
}

type ChoiceProps = { isChosen: boolean; onClick: () => void; children: string }

function Choice({ isChosen, onClick, children }: ChoiceProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onClick}
      className={cn(
        'h-9 shrink-0 cursor-pointer whitespace-nowrap rounded-full border px-4 font-medium text-sm transition-colors pointer-coarse:h-11',
        isChosen
          ? 'border-primary bg-primary text-primary-foreground'
          : 'bg-card text-muted-foreground hover:bg-accent hover:text-accent-foreground',
      )}
    >
      {children}
    </button>
  )
}
