import WebSocket from 'ws';

const [url, ...lines] = process.argv.slice(2);
const headers = Object.fromEntries(lines.map((line) => line.split(': ')));

const socket = new WebSocket(url, { headers });
socket.on('open', () => console.log('open'));
socket.on('close', (code, reason) => console.log('close:', code, JSON.stringify(reason.toString())));
