import type { OpenSocket, SocketHandlers } from '../connection/socket';

/** One socket as the server would see it, driven by a test. */
export class FakeSocket {
  readonly sent: unknown[] = [];
  closed = false;

  constructor(
    readonly protocols: readonly string[],
    private readonly handlers: SocketHandlers,
  ) {}

  /** The server, or something in between, sends this. */
  pushText(text: string): void {
    this.handlers.message(text);
  }

  /** The server sends a frame. */
  push(frame: object): void {
    this.handlers.message(JSON.stringify(frame));
  }

  /** The server, or the network, ends it. */
  drop(code = 1006, reason = ''): void {
    this.handlers.close(code, reason);
  }

  /** The server greets. */
  welcome(cursor = 'c0', heartbeatSeconds = 25, userId = 'me'): void {
    this.push({ type: 'welcome', userId, cursor, heartbeatSeconds });
  }

  sentOfType(type: string): unknown[] {
    return this.sent.filter((frame) => typeof frame === 'object' && frame !== null && 'type' in frame && frame.type === type);
  }
}

/** Opens fake sockets and remembers them. */
export class FakeSockets {
  readonly all: FakeSocket[] = [];

  readonly open: OpenSocket = (protocols, handlers) => {
    const socket = new FakeSocket(protocols, handlers);
    this.all.push(socket);
    return {
      send: (text) => {
        socket.sent.push(JSON.parse(text) as unknown);
      },
      close: () => {
        socket.closed = true;
      },
    };
  };

  get last(): FakeSocket {
    const socket = this.all.at(-1);
    if (socket === undefined) {
      throw new Error('No socket was opened.');
    }
    return socket;
  }
}
