// Composes the demo's dish pictures: emoji art piled on drawn tableware, one light from the upper
// left, on the theme's warm grounds. A picture is one SVG scene, written in the sizes of an upload.
// They come ready-made with Fanzhuo (pictures/); `npm run demo:pictures` draws them anew.

import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import sharp from 'sharp'

/** The widths in px in which every picture exists: `${name}-${size}.webp`. */
export const PICTURE_SIZES = [160, 480] as const

/**
 * What lies on the ground: porcelain plate, bowl, clay pot, bamboo steamer, wooden board, or
 * nothing under a cup.
 */
export type Vessel = 'plate' | 'bowl' | 'pot' | 'steamer' | 'board' | 'coaster'

export type Scene = {
  ground: Ground
  vessel: Vessel
  /** Colour of the ware; each vessel has its own when left out. */
  ware?: string
  /** Colour of the soup or sauce in the vessel. */
  sauce?: string
  /** The food, from back to front. */
  heap: readonly Food[]
  /** Small pieces scattered on top. */
  garnish?: readonly Food[]
}

/** Ground colours: lit centre and edge. */
const GROUNDS = {
  cream: ['#fdf4e3', '#f0d9b5'],
  apricot: ['#ffe7cc', '#f4b987'],
  blush: ['#ffe3d8', '#f0a58c'],
  butter: ['#fff1c4', '#f2cf77'],
  sage: ['#eef2dc', '#c3d0a0'],
  tea: ['#f3e9da', '#cfb391'],
} as const
export type Ground = keyof typeof GROUNDS

/**
 * Dyes: an emoji's brightness read as dark, middle and light of another colour. `warm` only turns
 * its own hues.
 */
const TONES = {
  tofu: ['#c9b48a', '#f4e7c8', '#fffdf4'],
  soy: ['#3a1606', '#a04a17', '#f0ae5c'],
  golden: ['#8f4d0c', '#eda32b', '#ffe699'],
  chilli: ['#5e0b06', '#cf2f17', '#ff9467'],
  green: ['#1d5628', '#5aa63e', '#d0ea92'],
  pale: ['#cfae84', '#f2dcb6', '#fff7e6'],
  rose: ['#8c2f2a', '#dd7d6c', '#ffd9cb'],
  dark: ['#17110e', '#46352b', '#957f6e'],
  silver: ['#54696b', '#c3d0c8', '#fbfdf6'],
  nut: ['#6a3a18', '#cb9152', '#f8dcaa'],
  roast: ['#470f04', '#b2461a', '#f8b468'],
  coffee: ['#22100a', '#b98f6b', '#fffaf0'],
} as const
type Tone = keyof typeof TONES | 'warm'

type Piece = {
  /** Code points of the emoji. */
  art: string
  tone?: Tone
  scale?: number
  /** Degrees, instead of those of its place in the heap. */
  turn?: number
}

/**
 * Everything that may lie in a dish. A dyed emoji is often another food: an ice cube makes tofu,
 * garlic a soup bun.
 */
const FOODS = {
  aubergine: { art: '1f346', tone: 'warm' },
  baguette: { art: '1f956' },
  bean: { art: '1fad8' },
  beef: { art: '1f9ca', tone: 'soy' },
  beer: { art: '1f37a' },
  blueberry: { art: '1fad0' },
  bokchoy: { art: '1f96c' },
  broccoli: { art: '1f966' },
  bun: { art: '1f9c4', tone: 'tofu', turn: 0 },
  cake: { art: '1f370', tone: 'warm' },
  carrot: { art: '1f955' },
  cauliflower: { art: '1f966', tone: 'pale' },
  centuryEgg: { art: '1f95a', tone: 'dark' },
  chicken: { art: '1f357', tone: 'pale' },
  chickenCube: { art: '1f9ca', tone: 'golden', scale: 0.9 },
  chilli: { art: '1f336-fe0f', tone: 'warm' },
  chocolate: { art: '1f36b' },
  clam: { art: '1f9aa', scale: 1.1 },
  coconut: { art: '1f965' },
  coffee: { art: '2615', tone: 'coffee', turn: 0 },
  cookie: { art: '1f36a' },
  corn: { art: '1f33d' },
  crab: { art: '1f980', tone: 'warm', turn: 0 },
  crayfish: { art: '1f99e', tone: 'warm' },
  croissant: { art: '1f950' },
  crispDumpling: { art: '1f95f' },
  crispTofu: { art: '1f9ca', tone: 'golden' },
  cucumber: { art: '1f952', tone: 'green' },
  drumstick: { art: '1f357', tone: 'roast' },
  dumpling: { art: '1f95f', tone: 'tofu' },
  egg: { art: '1f95a' },
  eggTart: { art: '1f967', turn: 0 },
  fish: { art: '1f41f', tone: 'silver', turn: 0 },
  fishChilli: { art: '1f41f', tone: 'chilli', turn: 0 },
  fishGolden: { art: '1f41f', tone: 'golden', turn: 0 },
  fishPale: { art: '1f41f', tone: 'pale', turn: 0 },
  fishSoy: { art: '1f41f', tone: 'soy', turn: 0 },
  flatbread: { art: '1fad3', tone: 'golden' },
  flower: { art: '1f33c' },
  garlic: { art: '1f9c4' },
  ginger: { art: '1fada' },
  greenPepper: { art: '1fad1' },
  iceCup: { art: '1f367', tone: 'warm', turn: 0 },
  iceCube: { art: '1f9ca' },
  juice: { art: '1f964', tone: 'warm', turn: 0 },
  leaf: { art: '1f33f' },
  lemon: { art: '1f34b' },
  lotusRoot: { art: '1f95d', tone: 'soy' },
  mango: { art: '1f96d' },
  milk: { art: '1f95b', turn: 0 },
  milkTea: { art: '1f9cb', turn: 0 },
  mushroom: { art: '1f344', tone: 'soy' },
  mushroomPale: { art: '1f344', tone: 'pale' },
  mutton: { art: '1f362', tone: 'roast', turn: 12 },
  noodles: { art: '1f35c', turn: 0 },
  omelette: { art: '1f95e', turn: 0 },
  onion: { art: '1f9c5' },
  orange: { art: '1f34a' },
  pancake: { art: '1f9c7', turn: 0 },
  pea: { art: '1fadb' },
  peach: { art: '1f351', tone: 'warm' },
  peanut: { art: '1f95c', tone: 'nut' },
  pearl: { art: '1f95a', tone: 'tofu', turn: 0, scale: 0.86 },
  pork: { art: '1f9ca', tone: 'soy' },
  porkSlice: { art: '1f953', tone: 'soy' },
  mince: { art: '1f9ca', tone: 'soy', scale: 0.5 },
  potato: { art: '1f954', tone: 'golden' },
  prawn: { art: '1f990', tone: 'warm' },
  pudding: { art: '1f36e', turn: 0 },
  rib: { art: '1f356', tone: 'soy' },
  rice: { art: '1f35a', tone: 'warm', turn: 0 },
  salad: { art: '1f957', tone: 'warm', turn: 0 },
  sandwich: { art: '1f96a', turn: 0 },
  soyMilk: { art: '1f95b', tone: 'tofu', turn: 0 },
  springRoll: { art: '1f956', tone: 'golden' },
  squid: { art: '1f991', tone: 'golden' },
  steak: { art: '1f969' },
  strawberry: { art: '1f353', tone: 'warm' },
  teacup: { art: '1f375', turn: 0 },
  teapot: { art: '1fad6', tone: 'warm', turn: 0 },
  tofu: { art: '1f9ca', tone: 'tofu' },
  tomato: { art: '1f345', tone: 'warm' },
  waffle: { art: '1f9c7' },
  watermelon: { art: '1f349' },
  wine: { art: '1f376', turn: 0 },
  woodEar: { art: '1f344', tone: 'dark' },
} as const satisfies Record<string, Piece>
export type Food = keyof typeof FOODS

type Spot = readonly [x: number, y: number, size: number, turn: number]

/** Where n pieces lie around the middle of a vessel, from back to front. */
const HEAPS: Readonly<Record<number, readonly Spot[]>> = {
  1: [[0, -34, 236, 0]],
  2: [
    [-58, -34, 186, -8],
    [60, -18, 186, 8],
  ],
  3: [
    [0, -74, 158, 4],
    [-74, -18, 160, -12],
    [72, -12, 160, 10],
  ],
  4: [
    [0, -98, 140, 4],
    [-84, -46, 146, -14],
    [86, -42, 146, 14],
    [2, 6, 154, -4],
  ],
  5: [
    [0, -98, 126, 6],
    [-76, -58, 130, -14],
    [78, -54, 130, 14],
    [-48, 0, 136, -4],
    [54, 4, 136, 10],
  ],
  6: [
    [-40, -94, 118, -12],
    [44, -92, 118, 10],
    [-92, -40, 122, -20],
    [94, -34, 122, 16],
    [-36, 0, 132, -4],
    [46, 6, 128, 8],
  ],
  7: [
    [0, -104, 112, 0],
    [-70, -76, 116, -16],
    [70, -72, 116, 14],
    [-100, -16, 116, -8],
    [102, -10, 116, 18],
    [-34, 8, 126, 6],
    [42, 6, 122, -10],
  ],
}

/** Where garnish lands, in turn. */
const SPRINKLES: readonly Spot[] = [
  [-4, -50, 76, -16],
  [80, 26, 70, 22],
  [-94, 28, 68, -34],
  [52, -106, 60, 36],
  [-70, -98, 58, 12],
]
/** Beside a cup. */
const BESIDE: readonly Spot[] = [
  [84, 84, 82, 10],
  [-86, 86, 78, -14],
  [30, 100, 66, 0],
]

const SIDE = 480
/** The middle of a vessel's food, and how much smaller its food is drawn than the plate's. */
const MIDDLES: Readonly<Record<Vessel, readonly [x: number, y: number, scale: number]>> = {
  plate: [240, 304, 1.24],
  board: [240, 290, 1.2],
  coaster: [240, 262, 1.3],
  bowl: [240, 238, 0.96],
  pot: [240, 238, 0.96],
  steamer: [240, 254, 1],
}
/** The height in the drawing that is brought to the middle of the picture. */
const FOCI: Readonly<Record<Vessel, number>> = {
  plate: 278,
  board: 270,
  coaster: 262,
  bowl: 262,
  pot: 262,
  steamer: 268,
}
const WARES: Readonly<Record<Vessel, string>> = {
  plate: '#fffaf2',
  board: '#b98350',
  coaster: '#fff6e6',
  bowl: '#fdf6ea',
  pot: '#5d4436',
  steamer: '#d9a862',
}

/** What the pictures show, to be compared with what was drawn. */
export function scenesDigest(scenes: ReadonlyMap<string, Scene>): string {
  return createHash('sha256')
    .update(JSON.stringify([[...scenes], FOODS, GROUNDS, TONES, WARES, HEAPS]))
    .digest('hex')
}

/** Writes every scene in every size under `folder`; returns when all are on disk. */
export async function composePictures(
  scenes: ReadonlyMap<string, Scene>,
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const wanted = [...scenes.values()].flatMap(({ heap, garnish }) => [...heap, ...(garnish ?? [])])
  const foods = new Map(
    await Promise.all(
      [...new Set(wanted)].map(async (food) => [food, await preparedFood(food)] as const),
    ),
  )

  await Promise.all(
    [...scenes].map(async ([name, scene]) => {
      const drawn = await sharp(Buffer.from(svgOf(scene, foods)))
        .png({ compressionLevel: 0 })
        .toBuffer()
      for (const size of PICTURE_SIZES) {
        const picture = await sharp(drawn)
          .resize(size, size)
          .webp({ quality: size === 160 ? 82 : 80, effort: 3, smartSubsample: true })
          .toBuffer()
        await writeFile(join(folder, `${name}-${size}.webp`), picture)
      }
    }),
  )
}

const ART_SIDE = 256
/** Room around the art for its shadow. */
const MARGIN = 24
const FOOD_SIDE = ART_SIDE + 2 * MARGIN

/** An emoji, dyed and with its shadow, as a data URI that an SVG may hold. */
async function preparedFood(food: Food): Promise<string> {
  const { art, tone }: Piece = FOODS[food]
  const root = dirname(
    createRequire(import.meta.url).resolve('@lobehub/fluent-emoji-3d/package.json'),
  )
  const emoji = await sharp(await readFile(join(root, 'assets', `${art}.webp`)))
    .resize(ART_SIDE, ART_SIDE)
    .png({ compressionLevel: 0 })
    .toBuffer()
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${FOOD_SIDE}" height="${FOOD_SIDE}">
<defs>
<filter id="lift" color-interpolation-filters="sRGB" x="-10%" y="-10%" width="120%" height="120%"><feDropShadow dx="5" dy="10" stdDeviation="7" flood-color="#4a1f0a" flood-opacity=".38"/></filter>
${tone ? dyeOf(tone) : ''}
</defs>
<g filter="url(#lift)"><image href="${dataUri(emoji)}" x="${MARGIN}" y="${MARGIN}" width="${ART_SIDE}" height="${ART_SIDE}"${tone ? ' filter="url(#dye)"' : ''}/></g>
</svg>`
  return dataUri(await sharp(Buffer.from(svg)).png({ compressionLevel: 1 }).toBuffer())
}

function dataUri(png: Buffer): string {
  return `data:image/png;base64,${png.toString('base64')}`
}

/** A filter that reads brightness and answers with the tone's colours. */
function dyeOf(tone: Tone): string {
  const open = '<filter id="dye" color-interpolation-filters="sRGB">'
  if (tone === 'warm') return `${open}<feColorMatrix type="hueRotate" values="16"/></filter>`
  const channel = (at: number) =>
    TONES[tone]
      .map((colour) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255).toFixed(3))
      .join(' ')
  return `${open}<feColorMatrix type="saturate" values="0"/><feComponentTransfer><feFuncR type="table" tableValues="${channel(1)}"/><feFuncG type="table" tableValues="${channel(3)}"/><feFuncB type="table" tableValues="${channel(5)}"/></feComponentTransfer></filter>`
}

function svgOf(scene: Scene, foods: ReadonlyMap<Food, string>): string {
  const [lit, edge] = GROUNDS[scene.ground]
  const ware = scene.ware ?? WARES[scene.vessel]
  const [middleX, middleY, scale] = MIDDLES[scene.vessel]
  const spots = HEAPS[scene.heap.length]
  if (!spots) throw new Error(`no heap of ${scene.heap.length} pieces`)

  const placed = (food: Food, [x, y, size, turn]: Spot) => {
    const piece: Piece = FOODS[food]
    const side = (size * scale * (piece.scale ?? 1) * FOOD_SIDE) / ART_SIDE
    const cx = middleX + x * scale
    const cy = middleY + y * scale
    return `<image href="${foods.get(food)}" x="${cx - side / 2}" y="${cy - side / 2}" width="${side}" height="${side}" transform="rotate(${piece.turn ?? turn} ${cx} ${cy})"/>`
  }
  const heap = scene.heap.map((food, index) => placed(food, spots[index] as Spot))
  const places = scene.vessel === 'coaster' ? BESIDE : SPRINKLES
  const garnish = (scene.garnish ?? []).map((food, index) =>
    placed(food, places[index % places.length] as Spot),
  )
  const { back, front } = VESSELS[scene.vessel](ware, scene.sauce)

  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${SIDE} ${SIDE}">
<defs>
<radialGradient id="ground" cx="0.4" cy="0.3" r="0.85"><stop offset="0" stop-color="${lit}"/><stop offset="1" stop-color="${edge}"/></radialGradient>
<linearGradient id="round" x1="0" x2="1"><stop offset="0" stop-color="#fff" stop-opacity=".55"/><stop offset=".3" stop-color="#fff" stop-opacity=".12"/><stop offset=".62" stop-color="#3a1d0c" stop-opacity=".06"/><stop offset="1" stop-color="#3a1d0c" stop-opacity=".38"/></linearGradient>
<linearGradient id="gloss" x1="0" y1="0" x2=".7" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".8"/><stop offset=".6" stop-color="#fff" stop-opacity="0"/></linearGradient>
<linearGradient id="hollow" x1="0" y1="0" x2=".4" y2="1"><stop offset="0" stop-color="#5b3416" stop-opacity=".38"/><stop offset=".8" stop-color="#5b3416" stop-opacity=".04"/></linearGradient>
<radialGradient id="shade"><stop offset="0" stop-color="#5a2a0e" stop-opacity=".5"/><stop offset=".6" stop-color="#5a2a0e" stop-opacity=".36"/><stop offset="1" stop-color="#5a2a0e" stop-opacity="0"/></radialGradient>
</defs>
<rect width="${SIDE}" height="${SIDE}" fill="url(#ground)"/>
<g transform="translate(240 240) scale(${scene.vessel === 'pot' ? 1.03 : 1.1}) translate(-240 ${-FOCI[scene.vessel]})">
${back}
${heap.join('\n')}
${garnish.join('\n')}
${front}
</g>
</svg>`
}

type Drawn = { back: string; front: string }

const VESSELS: Readonly<Record<Vessel, (ware: string, sauce?: string) => Drawn>> = {
  plate: (ware, sauce) => ({
    back: `${shadow(254, 368, 188, 52)}
${disc(240, 338, 200, 92, ware)}<ellipse cx="240" cy="338" rx="200" ry="92" fill="#5b3416" opacity=".3"/>
${disc(240, 328, 200, 92, ware)}${disc(240, 328, 200, 92, 'url(#gloss)')}
${disc(240, 328, 150, 64, ware)}${disc(240, 328, 150, 64, 'url(#hollow)')}
${sauce ? sauceOf(240, 330, 138, 55, sauce) : ''}`,
    front: '',
  }),
  board: (ware) => ({
    back: `${shadow(254, 376, 196, 50)}
<rect x="36" y="268" width="408" height="112" rx="44" fill="${ware}"/><rect x="36" y="268" width="408" height="112" rx="44" fill="#3a1d0c" opacity=".4"/>
<rect x="36" y="254" width="408" height="112" rx="44" fill="${ware}"/><rect x="36" y="254" width="408" height="112" rx="44" fill="url(#gloss)" opacity=".5"/>
<path d="M70 290 q90 -12 180 0 t170 -4 M66 322 q110 12 200 0 t150 4 M90 346 q90 -8 170 0 t120 -2" fill="none" stroke="#6e421c" stroke-opacity=".28" stroke-width="4" stroke-linecap="round"/>`,
    front: '',
  }),
  coaster: (ware) => ({
    back: `${shadow(252, 396, 150, 40)}
${disc(240, 386, 158, 52, ware)}<ellipse cx="240" cy="386" rx="158" ry="52" fill="#5b3416" opacity=".25"/>
${disc(240, 378, 158, 52, ware)}${disc(240, 378, 158, 52, 'url(#gloss)')}${disc(240, 378, 124, 38, 'url(#hollow)')}`,
    front: '',
  }),
  bowl: (ware, sauce) => bowlOf(ware, sauce ?? '#e9b56a', ''),
  pot: (ware, sauce) =>
    bowlOf(
      ware,
      sauce ?? '#a8521f',
      `<rect x="16" y="262" width="70" height="34" rx="17" fill="${ware}"/><rect x="394" y="262" width="70" height="34" rx="17" fill="${ware}"/><rect x="394" y="262" width="70" height="34" rx="17" fill="#3a1d0c" opacity=".3"/>`,
    ),
  steamer: (ware) => ({
    back: `${shadow(254, 400, 190, 46)}
${disc(240, 280, 196, 78, ware)}${disc(240, 280, 196, 78, 'url(#gloss)')}
${disc(240, 282, 176, 66, '#f6e7c8')}${disc(240, 282, 176, 66, 'url(#hollow)')}`,
    front: `<path d="M44 280 A196 78 0 0 0 436 280 L436 352 A196 78 0 0 1 44 352 Z" fill="${ware}"/>
<path d="M44 280 A196 78 0 0 0 436 280 L436 352 A196 78 0 0 1 44 352 Z" fill="url(#round)"/>
<path d="M44 302 A196 78 0 0 0 436 302 M44 334 A196 78 0 0 0 436 334" fill="none" stroke="#8a5a22" stroke-opacity=".55" stroke-width="6"/>
<path d="M44 280 A196 78 0 0 0 436 280" fill="none" stroke="#fff3d6" stroke-opacity=".8" stroke-width="7" stroke-linecap="round"/>`,
  }),
}

/** A deep vessel: its inside behind the food, its front wall before it. */
function bowlOf(ware: string, sauce: string, handles: string): Drawn {
  const wallPath =
    'M52 262 A188 70 0 0 0 428 262 C424 352 372 424 312 436 A74 16 0 0 1 168 436 C108 424 56 352 52 262 Z'
  return {
    back: `${shadow(256, 424, 160, 40)}${handles}
${disc(240, 262, 188, 70, ware)}${disc(240, 262, 188, 70, 'url(#gloss)')}
${disc(240, 264, 174, 60, ware)}${disc(240, 264, 174, 60, 'url(#hollow)')}
${sauceOf(240, 272, 164, 52, sauce)}`,
    front: `<path d="${wallPath}" fill="${ware}"/><path d="${wallPath}" fill="url(#round)"/>
<path d="M52 262 A188 70 0 0 0 428 262" fill="none" stroke="#fff" stroke-opacity=".75" stroke-width="8" stroke-linecap="round"/>
<path d="M96 330 C112 374 140 402 168 414" fill="none" stroke="#fff" stroke-opacity=".5" stroke-width="12" stroke-linecap="round"/>`,
  }
}

function disc(cx: number, cy: number, rx: number, ry: number, fill: string): string {
  return `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${fill}"/>`
}

function shadow(cx: number, cy: number, rx: number, ry: number): string {
  return disc(cx, cy, rx * 1.2, ry * 1.35, 'url(#shade)')
}

function sauceOf(cx: number, cy: number, rx: number, ry: number, colour: string): string {
  return `${disc(cx, cy, rx, ry, colour)}<ellipse cx="${cx - rx * 0.3}" cy="${cy - ry * 0.3}" rx="${rx * 0.5}" ry="${ry * 0.4}" fill="#fff" opacity=".22"/>`
}
