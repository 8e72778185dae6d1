// The frame of the pages before the work: the name of the house, one thing to do.

import type { ReactNode } from 'react'

export function DoorFrame({
  title,
  text,
  children,
}: {
  title: string
  text: string
  children: ReactNode
}) {
  return (
    <main className="grid min-h-dvh place-items-center px-5 py-10">
      <div className="w-full max-w-sm">
        <header className="mb-7 text-center">
          <h1 className="font-semibold text-2xl">{title}</h1>
          <p className="mt-1.5 text-ink-soft">{text}</p>
        </header>
        {children}
      </div>
    </main>
  )
}
