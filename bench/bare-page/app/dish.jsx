'use client'
import { useState } from 'react'

export function Dish({ name }) {
  const [count, setCount] = useState(0)
  return (
    <p>
      {name} {count > 0 && <output>{count}</output>}
      <button type="button" aria-label={`加一份${name}`} onClick={() => setCount(count + 1)}>
        +
      </button>
    </p>
  )
}
