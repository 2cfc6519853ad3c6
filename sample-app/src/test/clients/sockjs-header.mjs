import SockJS from 'sockjs-client';

const [url, ...lines] = process.argv.slice(2);
const headers = Object.fromEntries(lines.map((line) => line.split(': ')));

const socket = new SockJS(url, [], {
  transports: 'websocket',
  timeout: 5000,
  transportOptions: { websocket: { headers } },
});
socket.onopen = () => {
  console.log('open:', socket.transport);
  socket.close();
};
socket.onclose = (event) => {
  console.log('close:', event.code, event.reason);
  process.exit((event.code === 1000) ? 0 : 1);
};
