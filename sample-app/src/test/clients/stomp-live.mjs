import { Client } from '@stomp/stompjs';
import WebSocket from 'ws';

const [url, ...lines] = process.argv.slice(2);
const headers = Object.fromEntries(lines.map((line) => line.split(': ')));

const client = new Client({
  webSocketFactory: () => new WebSocket(url, ['v12.stomp'], { headers }),
  reconnectDelay: 0,
  onConnect: () => console.log('open'),
  onWebSocketClose: (event) => console.log('close:', event.code, JSON.stringify(event.reason)),
});
client.activate();
