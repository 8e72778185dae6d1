// Run by `npm run update` in the new version's own folder: packages, client and build, without a
// start.

import { build, checkNode, generateClient, installPackages } from './ready.mjs'

checkNode()
installPackages()
generateClient()
build()
