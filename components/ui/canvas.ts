// The theme's canvas for what paints before any style is loaded: the browser's own bar and an
// installed app's first screen.

export const CANVAS = { light: '#f6f0e6', dark: '#14100c' } as const
