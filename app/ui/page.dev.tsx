import { KitScreen } from '@/components/kit/kit-screen'
import { ScreenTexts } from '../screen-texts'

export default function Page() {
  return (
    <ScreenTexts screens={['kit', 'guest', 'allergies']}>
      <KitScreen />
    </ScreenTexts>
  )
}
