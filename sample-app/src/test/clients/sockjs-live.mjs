import SockJS from 'sockjs-client';

const [url, transports] = process.argv.slice(2);

const socket = new SockJS(url, [], { transports, timeout: 5000 });
socket.onopen = () => console.log('open:', socket.transport);
socket.onclose = (event) => {
  console.log('close:', event.code, event.reason);
  process.exit();
};
