// The theme: warm paper, ink, one cinnabar red. Every colour, radius and face of the product is
// named here and nowhere else; app/globals.css gives the names their light and dark values.

import type { Config } from 'tailwindcss'

const token = (name: string) => `var(--${name})`

export default {
  darkMode: ['selector', '.dark'],
  theme: {
    extend: {
      colors: {
        canvas: token('canvas'),
        surface: token('surface'),
        line: token('line'),
        // The border of what is filled in or switched, which has to be seen.
        edge: token('edge'),
        scrim: token('scrim'),
        ink: { DEFAULT: token('ink'), soft: token('ink-soft') },
        'on-fill': token('on-fill'),
        primary: { DEFAULT: token('primary'), soft: token('primary-soft') },
        success: { DEFAULT: token('success'), soft: token('success-soft') },
        warning: { DEFAULT: token('warning'), soft: token('warning-soft') },
        danger: { DEFAULT: token('danger'), soft: token('danger-soft') },
        info: { DEFAULT: token('info'), soft: token('info-soft') },
        // The platforms' own colours, as dark as white text on them needs.
        wechat: '#07833f',
        alipay: '#0f66dd',
        // The faces of a party, told apart at a glance; the sign on each is white.
        seat: {
          1: '#c2410c',
          2: '#0f766e',
          3: '#7c3aed',
          4: '#b91c5c',
          5: '#1d4ed8',
          6: '#4d7c0f',
          7: '#a16207',
          8: '#475569',
        },
        // A QR code stays dark on white in the dark too: cameras need it.
        code: { DEFAULT: '#111111', ground: '#ffffff' },
      },
      fontFamily: {
        sans: [
          'system-ui',
          '-apple-system',
          'PingFang SC',
          'HarmonyOS Sans SC',
          'MiSans',
          'Microsoft YaHei',
          'Noto Sans SC',
          'Noto Sans CJK SC',
          'sans-serif',
        ],
        brand: ['Songti SC', 'Noto Serif SC', 'Noto Serif CJK SC', 'STSong', 'SimSun', 'serif'],
      },
      keyframes: {
        arrive: {
          from: { opacity: '0', transform: 'translateY(12px) scale(0.98)' },
          to: { opacity: '1', transform: 'none' },
        },
        attend: { '50%': { opacity: '0.55' } },
      },
      animation: {
        arrive: 'arrive 280ms cubic-bezier(0.2, 0.8, 0.2, 1) both',
        attend: 'attend 1.2s ease-in-out infinite',
      },
    },
  },
} satisfies Config
