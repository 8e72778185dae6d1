// Where the contract's procedures are served, and of which JSON type each parameter of an address
// is: read from the very document that describes them, so that what is said at /api/openapi.json is
// what is done.

import { Refusal } from '@/domain/refusal'
import { contractRouter } from '../contract'
import type { Meta } from '../trpc'
import type { ContractDocument } from './contract-document'

type ParameterType = 'string' | 'number' | 'integer' | 'boolean'
export type Parameter = { in: 'path' | 'query'; name: string; schema: { type: ParameterType } }

type Procedure = { _def: { type: 'query' | 'mutation'; meta?: Meta } }
const PROCEDURES: Record<string, Procedure> = contractRouter._def.procedures as never

export type Operation = {
  procedure: string
  type: 'query' | 'mutation'
  parameters: readonly Parameter[]
}

/** One address of the contract and what may be done there, by HTTP method. */
export type Resource = { segments: readonly string[]; operations: ReadonlyMap<string, Operation> }

const TYPES: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean'])

/** Every address of the contract, literal ones before those with a parameter in the same place. */
export function contractRoutes(document: ContractDocument): Resource[] {
  const byPath = new Map<string, Map<string, Operation>>()
  for (const [procedure, { _def }] of Object.entries(PROCEDURES)) {
    const { method, path } = _def.meta?.openapi ?? {}
    if (!method || !path) throw new Error(`${procedure} has no address`)
    const described = document.paths?.[path]?.[method === 'GET' ? 'get' : 'post']
    const parameters = (described?.parameters ?? []).map((each) => parameterOf(path, each))
    const operations = byPath.get(path) ?? new Map<string, Operation>()
    byPath.set(path, operations.set(method, { procedure, type: _def.type, parameters }))
  }
  return [...byPath]
    .map(([path, operations]) => ({ segments: path.split('/'), operations }))
    .sort((one, other) => rankOf(one).localeCompare(rankOf(other)))
}

function parameterOf(path: string, described: unknown): Parameter {
  const parameter = described as Parameter
  if (!TYPES.has(parameter.schema.type)) {
    throw new Error(`${path}: an address cannot carry ${parameter.name}`)
  }
  return parameter
}

const nameIn = (segment: string) => /^\{(.+)\}$/.exec(segment)?.[1]
const rankOf = ({ segments }: Resource) =>
  segments.map((segment) => (nameIn(segment) ? '1' : '0')).join('')

/**
 * What stands at an address, and its parameters as texts, percent-decoded.
 * @throws Refusal input.invalid where the address does not decode
 */
export function resourceAt(
  resources: readonly Resource[],
  pathname: string,
): { resource: Resource; named: ReadonlyMap<string, string> } | null {
  const given = pathname.split('/').map(decodePart)
  const resource = resources.find(
    ({ segments }) =>
      segments.length === given.length &&
      segments.every((segment, at) => (nameIn(segment) ? given[at] !== '' : segment === given[at])),
  )
  if (!resource) return null
  const named = new Map<string, string>()
  for (const [at, segment] of resource.segments.entries()) {
    const name = nameIn(segment)
    if (name) named.set(name, given[at] ?? '')
  }
  return { resource, named }
}

/** The names that an object has without anybody having given them to it. */
const FOREIGN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** @throws Refusal input.invalid for a name that no input has */
export function refuseForeignName(name: string): void {
  if (FOREIGN_NAMES.has(name)) throw new Refusal('input.invalid', { field: name })
}

/**
 * The query of an address, decoded; each name once.
 * @param search as in a URL: empty, or with its question mark
 * @throws Refusal input.invalid
 */
export function queryIn(search: string): ReadonlyMap<string, string> {
  const query = new Map<string, string>()
  for (const part of search.slice(1).split('&')) {
    if (part === '') continue
    const at = part.includes('=') ? part.indexOf('=') : part.length
    const [name = '', value = ''] = [part.slice(0, at), part.slice(at + 1)]
      .map((text) => text.replaceAll('+', ' '))
      .map(decodePart)
    refuseForeignName(name)
    if (query.has(name)) throw new Refusal('input.invalid', { field: name })
    query.set(name, value)
  }
  return query
}

/**
 * The parameters of an address as values: numbers for texts that say a number, all else as it came.
 */
export function inputOf(
  parameters: readonly Parameter[],
  given: Record<Parameter['in'], ReadonlyMap<string, string>>,
): Record<string, unknown> {
  const input: Record<string, unknown> = Object.create(null)
  for (const parameter of parameters) {
    const text = given[parameter.in].get(parameter.name)
    if (text !== undefined) input[parameter.name] = fromText(parameter.schema.type, text)
  }
  return input
}

const NUMBERS = { integer: /^-?(0|[1-9]\d*)$/, number: /^-?(0|[1-9]\d*)(\.\d+)?$/ } as const

/** What does not read as such a value stays a text, which the procedure's own schema refuses. */
function fromText(type: ParameterType, text: string): unknown {
  if (type === 'string') return text
  if (type === 'boolean') return text === 'true' || (text === 'false' ? false : text)
  return NUMBERS[type].test(text) ? Number(text) : text
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Refusal('input.invalid')
  }
}
