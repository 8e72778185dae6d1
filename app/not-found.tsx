import { NotFoundScreen } from '@/components/home/not-found-screen'

export default function NotFound() {
  return <NotFoundScreen />
}
