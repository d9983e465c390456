/** What the connection needs of a WebSocket; tests bring their own. */
export interface SocketHandle {
  send(text: string): void;
  close(): void;
}

export interface SocketHandlers {
  open(): void;
  message(text: string): void;
  close(code: number): void;
}

export type OpenSocket = (protocols: readonly string[], handlers: SocketHandlers) => SocketHandle;

/** Opens browser sockets on one address, such as `wss://chat.example/ws`. */
export function browserSockets(url: string): OpenSocket {
  return (protocols, handlers) => {
    const socket = new WebSocket(url, [...protocols]);
    socket.addEventListener('open', () => {
      handlers.open();
    });
    socket.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (typeof event.data === 'string') {
        handlers.message(event.data);
      }
    });
    socket.addEventListener('close', (event) => {
      handlers.close(event.code);
    });
    return {
      send: (text) => {
        socket.send(text);
      },
      close: () => {
        socket.close();
      },
    };
  };
}
