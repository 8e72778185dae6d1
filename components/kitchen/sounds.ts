// The kitchen's four sounds, made by the browser itself: told apart with closed eyes, heard through
// a hood fan.

import type { NewsKind } from './news'

type Note = { hertz: number; atSeconds: number; seconds: number; wave: OscillatorType }

const note = (
  hertz: number,
  atSeconds: number,
  seconds = 0.7,
  wave: OscillatorType = 'triangle',
) => ({
  hertz,
  atSeconds,
  seconds,
  wave,
})

/** New rises, changed says two-two, a void falls and buzzes, ready is one high bell. */
const SOUNDS: Readonly<Record<NewsKind, readonly Note[]>> = {
  new: [note(784, 0), note(1_175, 0.16), note(1_568, 0.32)],
  changed: [0, 0.14, 0.42, 0.56].map((at) => note(988, at, 0.12, 'square')),
  voided: [
    note(880, 0, 0.28, 'sawtooth'),
    note(622, 0.26, 0.28, 'sawtooth'),
    note(440, 0.52, 0.5, 'sawtooth'),
  ],
  ready: [note(2_093, 0, 1), note(2_637, 0.02, 0.8, 'sine')],
}

/** Square and saw-tooth waves are louder to the ear than they measure. */
const LOUDNESS: Readonly<Partial<Record<OscillatorType, number>>> = { square: 0.25, sawtooth: 0.3 }

export function playSound(context: AudioContext, kind: NewsKind): void {
  for (const { hertz, atSeconds, seconds, wave } of SOUNDS[kind]) {
    const at = context.currentTime + atSeconds
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.type = wave
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0.0001, at)
    volume.gain.exponentialRampToValueAtTime(LOUDNESS[wave] ?? 0.6, at + 0.015)
    volume.gain.exponentialRampToValueAtTime(0.0001, at + seconds)
    tone.connect(volume).connect(context.destination)
    tone.start(at)
    tone.stop(at + seconds + 0.05)
  }
}
