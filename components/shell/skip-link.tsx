export const MAIN_ID = 'main'

/** The first stop of the Tab key: past the navigation. */
export function SkipLink() {
  return (
    <a
      href={`#${MAIN_ID}`}
      className="fixed top-3 left-3 z-50 -translate-y-20 rounded-md bg-primary px-4 py-3 font-medium text-primary-foreground text-sm shadow-lg transition-transform focus-visible:translate-y-0"
    >
      Skip to content
    </a>
  )
}
