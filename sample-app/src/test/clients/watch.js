const watch = (socket, hello) => new Promise((resolve) => {
  socket.onopen = () => {
    console.log(`open, protocol "${socket.protocol}"`);
    hello && socket.send(hello);
  };
  socket.onmessage = (event) => {
    console.log(`message: ${event.data}`);
    socket.close(1000);
  };
  socket.onerror = (event) => console.log(`error, with nothing in it: ${Object.keys(event)}`);
  socket.onclose = (event) => {
    console.log(`close ${event.code}, reason "${event.reason}", ${event.wasClean ? 'clean' : 'not clean'}`);
    resolve();
  };
});
