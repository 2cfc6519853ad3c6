import { Client } from '@stomp/stompjs';
import WebSocket from 'ws';

const client = new Client({
  webSocketFactory: () => new WebSocket(process.argv[2], ['v12.stomp']),
  connectHeaders: { Authorization: `Bearer ${process.env.TOKEN}` },
  reconnectDelay: 0,
  onConnect: () => console.log('onConnect'),
  onStompError: (frame) => console.log('onStompError:', frame.headers.message),
  onWebSocketClose: (event) => console.log('onWebSocketClose:', event.code, JSON.stringify(event.reason)),
});
client.activate();
