// What we use of the compression package, whose own types bring all of Express with them.

declare module 'compression' {
  export default function compression(options: {
    threshold: number
  }): (
    req: import('node:http').IncomingMessage,
    res: import('node:http').ServerResponse,
    next: () => void,
  ) => void
}
