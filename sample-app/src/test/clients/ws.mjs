import WebSocket from 'ws';

const [url, ...lines] = process.argv.slice(2);
const headers = Object.fromEntries(lines.map((line) => line.split(': ')));

const socket = new WebSocket(url, { headers });
socket.on('open', () => console.log('open'));
socket.on('message', (data) => {
  console.log('message:', data.toString());
  socket.close(1000);
});
socket.on('error', (error) => console.log('error:', error.message));
socket.on('close', (code, reason) => console.log('close:', code, JSON.stringify(reason.toString())));
