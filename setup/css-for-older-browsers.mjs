// The last step of the style sheet: what the browsers of .browserslistrc cannot read is said in a
// way that they can, looking the same in all of them. Tailwind 4 is written for Chromium 111 and
// Safari 16.4; lightningcss lowers the rest of its syntax.

/**
 * What a colour of the theme looks like through glass: `color-mix(in oklab, var(--ink) 8%,
 * transparent)`.
 */
const GLASS = /^color-mix\(in oklab, var\(--([a-z-]+)\) (\d+)%, transparent\)$/
const MIXED = /color-mix\(/
const MOVES = { translate: 'translate', rotate: 'rotate', scale: 'scale' }

export default function olderBrowsers() {
  return {
    postcssPlugin: 'older-browsers',
    OnceExit(root, { AtRule, Declaration }) {
      flattenLayers(root)
      paintGlass(root, Declaration)
      root.walkDecls((decl) => {
        // A unit that is not known takes its declaration along; the one before it stands.
        if (/\ddvh\b/.test(decl.value) && decl.prev()?.prop !== decl.prop) {
          decl.cloneBefore({ value: decl.value.replace(/(\d)dvh\b/g, '$1vh') })
        }
      })
      moveByTransform(root, AtRule)
    },
  }
}
olderBrowsers.postcss = true

/**
 * Their order on the page is the order of the layers: without them the same rule wins, as every
 * utility is one class.
 */
function flattenLayers(root) {
  for (let isAnyLeft = true; isAnyLeft; ) {
    isAnyLeft = false
    root.walkAtRules('layer', (layer) => {
      isAnyLeft = true
      if (layer.nodes) layer.replaceWith(layer.nodes)
      else layer.remove()
    })
  }
}

/**
 * The theme's colours are known in light and dark, so each mixture is one more of them; no browser
 * has to mix.
 */
function paintGlass(root, Declaration) {
  const themes = []
  root.walkRules((rule) => {
    if (rule.selector === ':root' || rule.selector === '.dark') themes.push(rule)
  })
  const made = new Set()
  root.walkAtRules('supports', (query) => {
    if (!MIXED.test(query.params)) return
    let isPainted = true
    query.walkDecls((decl) => {
      decl.value = decl.value.replace(/color-mix\([^()]*(\([^()]*\))?[^()]*\)/g, (mixed) => {
        const [, token, share] = GLASS.exec(mixed) ?? []
        if (!token) isPainted = false
        else addGlass(themes, made, token, Number(share), Declaration)
        return token ? `var(--${token}-${share})` : mixed
      })
    })
    // What Tailwind says to who cannot mix is the whole colour: on that nothing can be read.
    dropWholeColours(query)
    if (isPainted) query.replaceWith(query.nodes)
  })
}

function addGlass(themes, made, token, share, Declaration) {
  const key = `--${token}-${share}`
  if (made.has(key)) return
  made.add(key)
  for (const theme of themes) {
    let hex = null
    theme.walkDecls(`--${token}`, (decl) => {
      hex = decl.value
    })
    if (hex) theme.append(new Declaration({ prop: key, value: throughGlass(hex, share) }))
  }
}

function throughGlass(hex, share) {
  const [, r, g, b] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex) ?? []
  if (!r) throw new Error(`${hex} is no colour of six digits: the theme names such only`)
  return `rgb(${[r, g, b].map((each) => Number.parseInt(each, 16)).join(' ')} / ${share}%)`
}

function dropWholeColours(query) {
  const before = query.prev()
  const isInside = query.parent.type === 'rule'
  const rule = isInside ? query.parent : before
  if (!isInside && (before?.type !== 'rule' || before.selector !== query.first?.selector)) return
  const props = new Set()
  query.walkDecls(({ prop }) => void props.add(prop))
  rule.each((node) => {
    if (node.type === 'decl' && props.has(node.prop)) node.remove()
  })
  if (rule.nodes.length === 0) rule.remove()
}

/**
 * Only for who knows no `translate` of its own: there an element is moved, turned and scaled by one
 * property.
 */
function moveByTransform(root, AtRule) {
  const older = new AtRule({ name: 'supports', params: 'not (translate: none)' })
  root.walkDecls((decl) => {
    const move = MOVES[decl.prop]
    if (!move || decl.value === 'none' || decl.parent.type !== 'rule') return
    const values = decl.value.replace(/ (?=var\()/g, ', ')
    const rule = decl.parent.clone({ nodes: [] })
    rule.append({ prop: 'transform', value: `${move}(${values})` })
    const around = decl.parent.parent
    if (around.type === 'atrule') {
      const outer = around.clone({ nodes: [] })
      outer.append(rule)
      older.append(outer)
    } else older.append(rule)
  })
  if (older.nodes?.length) root.append(older)
}
