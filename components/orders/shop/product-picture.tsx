import { Package } from 'lucide-react'
import { cn } from '@/components/ui/cn'

type Props = {
  imagePath: string | null
  /** Empty where the name stands beside it. */
  alt?: string
  isFaded?: boolean
  isUrgent?: boolean
  className?: string
}

/** The square picture of a product, or a sign where there is none. */
export function ProductPicture({ imagePath, alt = '', isFaded = false, isUrgent = false, className }: Props) {
  const look = cn(
    'aspect-square w-full bg-card object-cover',
    isFaded && 'opacity-55 grayscale-50',
    className,
  )
  if (imagePath === null) {
    return (
      <span className={cn(look, 'grid place-items-center bg-secondary text-muted-foreground')}>
        <Package aria-hidden className="size-1/4" />
      </span>
    )
  }
  return (
    // biome-ignore lint/performance/noImgElement: a small drawing, which no optimiser makes smaller.
    <img
      src={imagePath}
      alt={alt}
      width={400}
      height={400}
      loading={isUrgent ? 'eager' : 'lazy'}
      decoding="async"
      className={look}
    />
  )
}
