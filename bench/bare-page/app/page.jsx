import { Dish } from './dish'

export const dynamic = 'force-dynamic'

export default function Page() {
  return Array.from({ length: 60 }, (_, n) => <Dish key={n} name={`菜 ${n + 1}`} />)
}
