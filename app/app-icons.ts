// What stands for Fanzhuo on a home screen.

export const APP_ICONS = [
  { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
  { src: '/apple-icon.png', sizes: '180x180', type: 'image/png' },
]
