import { UnknownTable } from '@/components/guest/unknown-table'

export default function NotFound() {
  return <UnknownTable />
}
