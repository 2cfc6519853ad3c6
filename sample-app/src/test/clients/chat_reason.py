import asyncio
import sys

import websockets


async def chat(url, *lines):
    headers = [tuple(line.split(": ")) for line in lines]
    try:
        async with websockets.connect(url, extra_headers=headers) as socket:
            print("message:", await socket.recv())
    except websockets.InvalidStatusCode as refusal:
        print("status:", refusal.status_code)
        print("reason:", refusal.headers["WS-Guard-Reason"])
        print("challenge:", refusal.headers.get("WWW-Authenticate"))
        sys.exit(1)


asyncio.run(chat(*sys.argv[1:]))
