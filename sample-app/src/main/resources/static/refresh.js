/*
 * What a page calls its connection, to refresh it later: new WebSocket(`wss://…?ws_guard_connection=${id}`).
 */
export function connectionId() {
	const bytes = crypto.getRandomValues(new Uint8Array(24));
	return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_');
}

/*
 * Gives the connection behind https://…/ws-guard/refresh/<id> a fresh token. Returns how many seconds that is good for.
 */
export async function refresh(url, token) {
	const answer = await fetch(url, { method: 'POST', headers: { Authorization: `Bearer ${token}` } });
	if (!answer.ok) {
		throw new Error(`${answer.status} ${answer.headers.get('WS-Guard-Reason')}`);
	}
	return (await answer.json()).expiresIn;
}

/*
 * Calls renew, which refreshes and returns what refresh does, whenever a fifth of a token's time is left. If it fails,
 * there is a fifth of that to try again.
 */
export async function stayFresh({ socket, expiresIn, renew }) {
	while (expiresIn > 1) {
		await new Promise((resolve) => setTimeout(resolve, expiresIn * 800));
		if (socket.readyState !== WebSocket.OPEN) {
			return;
		}
		expiresIn = await renew().catch(() => expiresIn / 5);
	}
}
