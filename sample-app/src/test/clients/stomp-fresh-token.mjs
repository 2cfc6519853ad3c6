import { Client } from '@stomp/stompjs';
import WebSocket from 'ws';

const [url, tokens] = process.argv.slice(2);
let token = process.env.EXPIRED;

const client = new Client({
  webSocketFactory: () => {
    const socket = new WebSocket(url, ['v12.stomp'], { headers: { Authorization: `Bearer ${token}` } });
    socket.on('unexpected-response', (request, response) => {
      console.log('refused:', response.statusCode, response.headers['ws-guard-reason']);
      token = undefined;
      socket.terminate();
    });
    return socket;
  },
  beforeConnect: async () => {
    token ??= (await (await fetch(tokens)).json()).token;
  },
  reconnectDelay: 200,
  onConnect: () => {
    console.log('connected');
    client.deactivate();
  },
});
client.activate();
