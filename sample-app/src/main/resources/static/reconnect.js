const LATER = [1001, 1006, 1011, 1012, 1013];

/*
 * Keeps a connection until somebody has to look after it. open(token) makes a WebSocket, freshToken() asks the issuer.
 */
export async function stayConnected({ open, freshToken, signal }) {
	let token, failures = 0, refusals = 0;
	while (true) {
		token ??= await freshToken().catch(() => undefined);
		if (signal?.aborted) {
			return undefined;
		}
		const end = (token) ? await closed(open(token)) : { code: 1006, reason: '' };
		if (end.openFor > 5000) {
			failures = refusals = 0;
		}
		const advice = /^[A-Z_]+ retry=(\S+)$/.exec(end.reason)?.[1]
			?? ((end.code === 4401) ? 'new-token' : (LATER.includes(end.code)) ? 'later' : 'never');
		if (advice === 'never' || (advice === 'new-token' && ++refusals === 3)) {
			return end;
		}
		if (advice === 'new-token' || end.openFor === undefined) {
			token = undefined;
		}
		const longest = Math.min(30_000, 500 * 2 ** failures++);
		await new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
	}
}

function closed(socket) {
	let opened;
	return new Promise((resolve) => {
		socket.addEventListener('open', () => opened = performance.now());
		socket.addEventListener('close', ({ code, reason }) =>
			resolve({ code, reason, openFor: opened && performance.now() - opened }));
	});
}
