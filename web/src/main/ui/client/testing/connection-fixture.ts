import { Connection } from '../connection/connection';
import { FakeSockets } from './fake-socket';
import { FakeUpdates } from './fake-updates';
import { connectionListener, pass } from './feed';

export interface Fixture {
  readonly sockets: FakeSockets;
  readonly updates: FakeUpdates;
  readonly listener: ReturnType<typeof connectionListener>;
  readonly connection: Connection;
  /** Each state that was told, and how updates come then. */
  readonly states: () => readonly string[];
  /** The cursors of the updates that were told. */
  readonly told: () => readonly string[];
}

/** A connection that was not started. */
export function fixture(requestTicket: () => Promise<string> = () => Promise.resolve('secret')): Fixture {
  const sockets = new FakeSockets();
  const updates = new FakeUpdates();
  const listener = connectionListener();
  const openSocket = sockets.open;
  const isMine = (userId: string): boolean => userId === 'me';
  const options = { requestTicket, openSocket, isMine, updates, listener, online: true, random: () => 0.5 };
  const connection = new Connection(options);
  const states = (): string[] => listener.status.mock.calls.map(([{ state, via }]) => (via ? `${state} ${via}` : state));
  const told = (): string[] => listener.update.mock.calls.map(([{ cursor }]) => cursor);
  return { sockets, updates, listener, connection, states, told };
}

/** With a socket that was welcomed. */
export async function live(cursor = 'c0'): Promise<Fixture> {
  const all = fixture();
  all.connection.start();
  await pass();
  all.sockets.last.welcome(cursor);
  return all;
}

/** Three sockets in a row die before their welcome. */
export async function bar({ sockets }: Fixture): Promise<void> {
  for (let i = 0; i < 3; i++) {
    sockets.last.drop();
    await pass(i < 2 ? 1000 : 0);
  }
}

/** Started where no socket gets through. */
export async function fallback(): Promise<Fixture> {
  const all = fixture();
  all.connection.start();
  await pass();
  await bar(all);
  return all;
}
