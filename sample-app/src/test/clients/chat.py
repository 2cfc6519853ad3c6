import asyncio
import sys

import websockets


async def chat(url, *lines):
    headers = [tuple(line.split(": ")) for line in lines]
    async with websockets.connect(url, extra_headers=headers) as socket:
        print("message:", await socket.recv())


asyncio.run(chat(*sys.argv[1:]))
