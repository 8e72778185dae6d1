// A field to seek in a list: a glass, and its name said aloud and shown while it is empty.

import { Search } from 'lucide-react'
import { cn } from './cn'
import { Input } from './input'

export function SearchField({
  name,
  value,
  onChange,
  className,
}: {
  name: string
  value: string
  onChange: (value: string) => void
  className?: string
}) {
  return (
    <label className={cn('relative block', className)}>
      <span className="sr-only">{name}</span>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-soft"
      />
      <Input
        type="search"
        value={value}
        placeholder={name}
        className="pl-9"
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}
