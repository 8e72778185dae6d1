import { fileURLToPath } from 'node:url'

const own = fileURLToPath(new URL('./setup/css-for-older-browsers.mjs', import.meta.url))

export default { plugins: { '@tailwindcss/postcss': { optimize: false }, [own]: {} } }
