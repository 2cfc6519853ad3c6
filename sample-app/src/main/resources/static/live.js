import { stayConnected } from './reconnect.js';
import { connectionId, refresh, stayFresh } from './refresh.js';

const $ = (id) => document.getElementById(id);

let socket;
let refreshUrl;
let ends;
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
		open: (issued) => open(endpoint, issued, mine.signal),
		signal: mine.signal,
	});
	if (!mine.signal.aborted) {
		stop();
		show('bad', `Stopped: close ${end.code} ${end.reason}`);
	}
}

async function freshToken(kind) {
	const { token, expiresIn } = await (await fetch(`/dev/tokens?kind=${kind}`)).json();
	log(`fresh token: ${kind}`);
	return { token, ends: Date.now() + expiresIn * 1000 };
}

function open(endpoint, issued, signal) {
	const id = connectionId();
	const url = `${location.protocol.replace('http', 'ws')}//${location.host}${endpoint}?ws_guard_connection=${id}`;
	const first = endpoint === '/ws/first';
	socket = new WebSocket(url, (first) ? [] : ['bearer', issued.token]);
	refreshUrl = `/ws-guard/refresh/${id}`;
	ends = issued.ends;
	if ($('ahead').value === 'refresh') {
		stayFresh({ socket, expiresIn: (ends - Date.now()) / 1000, renew });
	}
	const on = (type, listener) => socket.addEventListener(type, (event) => signal.aborted || listener(event));
	on('open', () => {
		log('open');
		if (first) {
			socket.send(JSON.stringify({ type: 'auth', token: issued.token }));
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

async function renew() {
	const { token } = await freshToken($('fresh').value);
	try {
		const expiresIn = await refresh(refreshUrl, token);
		ends = Date.now() + expiresIn * 1000;
		showTimeLeft();
		log(`refreshed: good for ${expiresIn} s`);
		return expiresIn;
	}
	catch (error) {
		log(`not refreshed: ${error.message}`);
		throw error;
	}
}

function stop() {
	running?.abort();
	socket?.close(1000);
	show('idle', 'Nothing yet.');
}

function show(state, verdict) {
	$('connection').dataset.state = state;
	$('verdict').textContent = verdict;
	$('connected').hidden = state !== 'good';
	showTimeLeft();
}

function showTimeLeft() {
	$('left').textContent = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
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
$('say').addEventListener('submit', (event) => {
	event.preventDefault();
	socket.send($('text').value);
	$('text').value = '';
});
$('refresh').addEventListener('submit', (event) => {
	event.preventDefault();
	renew().catch(() => {});
});
setInterval(showTimeLeft, 1000);
document.body.dataset.ready = 'true';
