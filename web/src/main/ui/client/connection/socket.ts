/** What the connection needs of a WebSocket; tests bring their own. */
export interface SocketHandle {
  send(text: string): void;
  close(): void;
}

export interface SocketHandlers {
  message(text: string): void;
  close(code: number, reason: string): void;
}

export type OpenSocket = (protocols: readonly string[], handlers: SocketHandlers) => SocketHandle;

/** Opens the platform's sockets on one address, such as `wss://chat.example/ws`. */
export function platformSockets(url: string): OpenSocket {
  return (protocols, handlers) => {
    const socket = new WebSocket(url, [...protocols]);
    socket.addEventListener('message', (event: MessageEvent<unknown>) => {
      // Binary is no frame of the contract; as nonsense it ends the socket.
      handlers.message(typeof event.data === 'string' ? event.data : '');
    });
    socket.addEventListener('close', (event) => {
      handlers.close(event.code, event.reason);
    });
    return {
      send: (text) => {
        if (socket.readyState === WebSocket.OPEN) {
          socket.send(text);
        }
      },
      close: () => {
        socket.close();
      },
    };
  };
}
