const $ = (id) => document.getElementById(id);

/*
 * Raw endpoints say and hear plain text. SockJS wraps it in a JSON array, STOMP in frames:
 * both are spoken by hand here, so that nothing stands between the page and its WebSocket.
 */
const plain = { protocols: [], hello: [], say: (text) => text, hear: (data) => data };

const endpoints = {
	'chat': { ...plain, path: () => '/ws/chat' },
	'room-7': { ...plain, path: () => '/ws/room/7' },
	'room-8': { ...plain, path: () => '/ws/room/8' },
	'public': { ...plain, path: () => '/ws/public' },
	'live': { ...plain, path: () => '/ws/live' },
	'first': { ...plain, path: () => '/ws/first', tokenAs: 'message' },
	'sockjs': {
		...plain,
		path: () => `/sockjs/000/${random()}/websocket`,
		say: (text) => JSON.stringify([text]),
	},
	/*
	 * The first request of a client that has to do without WebSocket. It is ordinary HTTP: the page
	 * may set headers, and sees the answer.
	 */
	'sockjs-xhr': { ...plain, path: () => `/sockjs/000/${random()}/xhr`, overHttp: true },
	'stomp': {
		protocols: ['v12.stomp'],
		path: () => '/stomp',
		hello: ['CONNECT\naccept-version:1.2\nhost:sample\n\n\0',
			'SUBSCRIBE\nid:0\ndestination:/topic/announcements\n\n\0'],
		say: (text) => `SEND\ndestination:/app/announce\ncontent-type:text/plain\n\n${text}\0`,
		hear: (data) => data.replaceAll('\0', '').trim().replaceAll('\n', ' ⏎ '),
	},
};

const paths = {
	plain: (path) => path,
	doubled: (path) => `/${path}`,
	unknown: () => '/ws/nowhere',
};

const otherHost = (location.hostname === 'localhost') ? '127.0.0.1' : 'localhost';

let socket;
let attempts = 0;

function random() {
	return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function token() {
	const kind = $('token').value;
	if (kind === 'none') {
		return undefined;
	}
	const response = await fetch(`/dev/tokens?kind=${(kind === 'badly-encoded') ? 'good' : kind}`);
	const good = (await response.json()).token;
	return (kind === 'badly-encoded') ? encodeURIComponent(`Bearer ${good}`) : good;
}

function describe(endpoint, token, key) {
	const host = ($('server').value === 'own') ? location.host : `${otherHost}:${location.port}`;
	const scheme = (endpoint.overHttp) ? location.protocol : location.protocol.replace('http', 'ws');
	const headers = {};
	const query = new URLSearchParams({ handshake: key });
	let protocols = endpoint.protocols;
	let hello = endpoint.hello;
	document.cookie = 'access_token=; path=/; max-age=0';
	if (token) {
		switch ($('placement').value) {
			case 'pair':
				protocols = ['bearer', token, ...protocols];
				break;
			case 'dotted':
				protocols = [`bearer.${token}`, ...((protocols.length > 0) ? protocols : ['chat.v1'])];
				break;
			case 'query':
				query.set('access_token', token);
				break;
			case 'message':
				hello = [JSON.stringify({ type: 'auth', token }), ...hello];
				break;
			case 'header':
				headers.Authorization = `Bearer ${token}`;
				break;
			case 'cookie':
				document.cookie = `access_token=${token}; path=/; SameSite=Strict`;
				break;
		}
	}
	return { url: `${scheme}//${host}${paths[$('path').value](endpoint.path())}?${query}`, protocols, hello, headers };
}

async function connect() {
	const attempt = ++attempts;
	const current = () => attempt === attempts;
	socket?.close();
	clear();
	const endpoint = endpoints[$('endpoint').value];
	const key = random();
	const presented = await token();
	if (!current()) {
		return;
	}
	const { url, protocols, hello, headers } = describe(endpoint, presented, key);
	const shorten = (text) => [presented, presented && encodeURIComponent(presented)].filter(Boolean)
		.reduce((shorter, long) => shorter.replaceAll(long, `${long.slice(0, 24)}…`), text);
	$('call').textContent = shorten((endpoint.overHttp) ? `fetch("${url}", ${JSON.stringify({ method: 'POST', headers })})`
		: `new WebSocket("${url}"${(protocols.length > 0) ? `, ${JSON.stringify(protocols)}` : ''})`);
	$('call').hidden = false;
	if (endpoint.overHttp) {
		browser('idle', 'Asking…');
		server('idle', 'Waiting…');
		await Promise.all([post(url, headers, current), report(key, current)]);
		return;
	}
	try {
		socket = new WebSocket(url, protocols);
	}
	catch (error) {
		browser('bad', `${error.name}: nothing was sent`);
		log(shorten(error.message));
		return;
	}
	browser('idle', 'Connecting…');
	server('idle', 'Waiting…');
	listen(socket, { ...endpoint, hello }, current);
	await report(key, current);
}

function listen(socket, endpoint, current) {
	const on = (type, listener) => socket.addEventListener(type, (event) => current() && listener(event));
	on('open', () => {
		browser('good', 'open');
		log(`open, protocol "${socket.protocol}"`);
		endpoint.hello.forEach((frame) => socket.send(frame));
		$('chat').hidden = false;
		$('close').disabled = false;
	});
	on('message', (event) => log(`← ${endpoint.hear(event.data)}`));
	on('error', () => log('error, and not a word about it'));
	on('close', (event) => {
		browser((event.code === 1000) ? 'idle' : 'bad', `close ${event.code}`);
		log(`close, code ${event.code}, reason "${event.reason}", ${(event.wasClean) ? 'clean' : 'not clean'}`);
		$('chat').hidden = true;
		$('close').disabled = true;
	});
	$('chat').onsubmit = (event) => {
		event.preventDefault();
		socket.send(endpoint.say($('text').value));
		log(`→ ${$('text').value}`);
		$('text').value = '';
	};
}

async function post(url, headers, current) {
	const response = await fetch(url, { method: 'POST', headers });
	const body = await response.text();
	if (current()) {
		browser((response.ok) ? 'good' : 'bad', `${response.status}`);
		log(body);
	}
}

async function report(key, current) {
	const patience = Date.now() + 5000;
	while (current() && Date.now() < patience) {
		const response = await fetch(`/console/handshakes/${key}`);
		if (response.status === 200) {
			const handshake = await response.json();
			if (current()) {
				show(handshake);
			}
			return;
		}
		await new Promise((resolve) => setTimeout(resolve, 150));
	}
	if (current()) {
		server('bad', 'Not a word', 'The handshake ended before it reached the application, or ws-guard is switched off.');
	}
}

function show(handshake) {
	const refusal = handshake.refusal;
	if (refusal) {
		server('bad', `${handshake.status} ${refusal.reason}`, refusal.title);
	}
	else {
		server('good', `${handshake.status} accepted`);
	}
	const facts = {
		principal: handshake.principal,
		layer: refusal?.layer,
		retry: refusal?.retry,
		detail: refusal?.detail,
		hint: refusal?.hint,
		endpoint: handshake.endpoint,
		origin: handshake.origin,
		id: handshake.id,
	};
	Object.entries(facts).filter(([, value]) => value).forEach(([name, value]) => {
		const term = document.createElement('dt');
		term.textContent = name;
		const description = document.createElement('dd');
		description.textContent = value;
		description.id = `fact-${name}`;
		$('server-facts').append(term, description);
	});
}

function browser(state, verdict) {
	$('browser').dataset.state = state;
	$('browser-verdict').textContent = verdict;
}

function server(state, verdict, title = '') {
	$('server-side').dataset.state = state;
	$('server-verdict').textContent = verdict;
	$('server-title').textContent = title;
}

function log(line) {
	const item = document.createElement('li');
	item.textContent = line;
	$('browser-log').append(item);
	item.scrollIntoView({ block: 'nearest' });
}

function clear() {
	browser('idle', 'Nothing yet.');
	server('idle', 'Nothing yet.');
	$('browser-log').replaceChildren();
	$('server-facts').replaceChildren();
	$('chat').hidden = true;
	$('close').disabled = true;
}

/*
 * Headers are for fetch, sub-protocols for WebSocket, messages for an endpoint that waits for one.
 */
function offerPlacements() {
	const { overHttp, tokenAs } = endpoints[$('endpoint').value];
	const offered = (tokenAs) ? [tokenAs] : ['query', 'cookie', ...((overHttp) ? ['header'] : ['pair', 'dotted'])];
	const placements = [...$('placement').options];
	placements.forEach((option) => {
		option.disabled = !offered.includes(option.value);
	});
	if ($('placement').selectedOptions[0].disabled) {
		$('placement').value = placements.find((option) => !option.disabled).value;
	}
}

function confess({ profile, wrong, attempt, form }) {
	const line = document.createElement('p');
	const name = document.createElement('strong');
	name.textContent = `Profile ${profile}: `;
	line.append(name, `${wrong} `, attempt);
	$('mistakes').append(line);
	$('mistakes').hidden = false;
	Object.entries(form).forEach(([id, value]) => {
		$(id).value = value;
	});
}

$('endpoint').addEventListener('change', offerPlacements);
$('handshake').addEventListener('submit', (event) => {
	event.preventDefault();
	connect().catch((error) => browser('bad', `The application does not answer: ${error.message}`));
});
$('close').addEventListener('click', () => socket?.close(1000, 'done'));
$('server').options[0].textContent = `${location.host}, the page's own origin`;
$('server').options[1].textContent = `${otherHost}:${location.port}, another origin`;

const kinds = await (await fetch('/dev/token-kinds')).json();
$('token').prepend(...kinds.map(({ value, label }) => new Option(label, value)));
$('token').selectedIndex = 0;
(await (await fetch('/console/mistakes')).json()).forEach(confess);
offerPlacements();
document.body.dataset.ready = 'true';
