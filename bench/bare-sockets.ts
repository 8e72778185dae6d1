// The raw limit of a live message: a server that takes an order by POST, checks nothing, keeps
// nothing, and broadcasts a ready message to whoever asked to hear, over Socket.IO or over plain
// WebSockets.

import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'

type Order = { id: number; message: { timestamp: string; order: { id: number } } }

const server = createServer((req, res) => {
  let body = ''
  req.setEncoding('utf8')
  req.on('data', (chunk) => {
    body += chunk
  })
  req.on('end', () => {
    const { id, message } = JSON.parse(body) as Order
    broadcast({
      ...message,
      order: { ...message.order, id },
      timestamp: new Date().toISOString(),
    })
    res.setHeader('Content-Type', 'application/json')
    res.end(JSON.stringify({ result: { data: { orderId: id } } }))
  })
})

server.keepAliveTimeout = 60_000

const broadcast = process.env.WIRE === 'ws' ? plainWire() : socketIo()

function socketIo(): (message: object) => void {
  const io = new Server(server, { serveClient: false })
  io.on('connection', (socket) => {
    if (socket.handshake.auth.hears) void socket.join('store')
  })
  return (message) => io.to('store').emit('message', message)
}

function plainWire(): (message: object) => void {
  const sockets = new WebSocketServer({ server })
  const hearers = new Set<import('ws').WebSocket>()
  sockets.on('connection', (socket, req) => {
    if (!req.url?.includes('hears')) return
    hearers.add(socket)
    socket.on('close', () => hearers.delete(socket))
  })
  return (message) => {
    const text = JSON.stringify(message)
    for (const socket of hearers) socket.send(text)
  }
}

server.listen(Number(process.env.PORT), '127.0.0.1', () => process.stdout.write('listening\n'))
