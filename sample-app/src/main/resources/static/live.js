import { stayConnected } from './reconnect.js';

const $ = (id) => document.getElementById(id);

let socket;
let running;

async function connect() {
	stop();
	$('log').replaceChildren();
	show('idle', 'Connecting…');
	const mine = running = new AbortController();
	const endpoint = $('endpoint').value;
	const kinds = $('tokens').value.split(',');
	const end = await stayConnected({
		freshToken: () => freshToken((kinds.length > 1) ? kinds.shift() : kinds[0]),
		open: (token) => open(endpoint, token, mine.signal),
		signal: mine.signal,
	});
	if (!mine.signal.aborted) {
		stop();
		show('bad', `Stopped: close ${end.code} ${end.reason}`);
	}
}

async function freshToken(kind) {
	const { token } = await (await fetch(`/dev/tokens?kind=${kind}`)).json();
	log(`fresh token: ${kind}`);
	return token;
}

function open(endpoint, token, signal) {
	const url = `${location.protocol.replace('http', 'ws')}//${location.host}${endpoint}`;
	const first = endpoint === '/ws/first';
	socket = new WebSocket(url, (first) ? [] : ['bearer', token]);
	const on = (type, listener) => socket.addEventListener(type, (event) => signal.aborted || listener(event));
	on('open', () => {
		log('open');
		if (first) {
			socket.send(JSON.stringify({ type: 'auth', token }));
		}
	});
	on('message', (event) => {
		log(`← ${event.data}`);
		show('good', 'Connected');
	});
	on('close', (event) => {
		log(`close ${event.code}, reason "${event.reason}"`);
		show('idle', 'Waiting…');
	});
	return socket;
}

function stop() {
	running?.abort();
	socket?.close(1000);
	show('idle', 'Nothing yet.');
}

function show(state, verdict) {
	$('connection').dataset.state = state;
	$('verdict').textContent = verdict;
}

function log(line) {
	const item = document.createElement('li');
	item.textContent = line;
	$('log').append(item);
	item.scrollIntoView({ block: 'nearest' });
}

$('live').addEventListener('submit', (event) => {
	event.preventDefault();
	connect();
});
$('stop').addEventListener('click', stop);
document.body.dataset.ready = 'true';
