import { Client } from '@stomp/stompjs';
import WebSocket from 'ws';

const [url, ...lines] = process.argv.slice(2);
const headers = Object.fromEntries(lines.map((line) => line.split(': ')));

const client = new Client({
  webSocketFactory: () => new WebSocket(url, ['v12.stomp'], { headers }),
  reconnectDelay: 0,
  onConnect: () => {
    client.subscribe('/topic/announcements', (message) => {
      console.log('message:', message.body);
      client.deactivate();
    });
    client.publish({ destination: '/app/announce', body: 'Hello' });
  },
  onStompError: (frame) => console.log('onStompError:', frame.headers.message),
  onWebSocketError: (event) => console.log('onWebSocketError:', event.message),
  onWebSocketClose: (event) => console.log('onWebSocketClose:', event.code, JSON.stringify(event.reason)),
});
client.activate();
