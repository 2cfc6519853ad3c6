import WebSocket from 'ws';

const [url, ...lines] = process.argv.slice(2);
const headers = Object.fromEntries(lines.map((line) => line.split(': ')));

const socket = new WebSocket(url, { headers });
socket.on('unexpected-response', async (request, response) => {
  let body = '';
  for await (const chunk of response) {
    body += chunk;
  }
  console.log('status:', response.statusCode);
  console.log('reason:', response.headers['ws-guard-reason']);
  console.log('retry:', JSON.parse(body).retry);
  socket.terminate();
});
socket.on('error', (error) => console.log('error:', error.message));
socket.on('close', (code) => console.log('close:', code));
