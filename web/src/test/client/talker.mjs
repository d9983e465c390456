// The built client library as a program of its own, for ClientLibraryIT: commands come as lines of JSON on the standard
// input, and everything that the library tells goes as lines of JSON to the standard output.
//
// node talker.mjs LIBRARY ORIGIN TOKEN [--impatient]
import process from 'node:process';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [library, origin, token] = process.argv.slice(2);
/** Asks to be connected whenever the library waits, so that many reconnects need little time. */
const impatient = process.argv.includes('--impatient');
const { Api, Client, platformSockets } = await import(pathToFileURL(library).href);

const tell = (what, more = {}) => {
  process.stdout.write(`${JSON.stringify({ what, ...more })}\n`);
};

// What came through the socket before the library looked at it: the proof that the proxy did double updates.
const seen = new Set();
const openSockets = platformSockets(`${origin.replace(/^http/, 'ws')}/ws`);
const openSocket = (protocols, handlers) =>
  openSockets(protocols, {
    ...handlers,
    message: (text) => {
      for (const cursor of text.matchAll(/"type":"update","cursor":"([^"]+)"/g)) {
        tell('raw', { twice: seen.has(cursor[1]) });
        seen.add(cursor[1]);
      }
      handlers.message(text);
    },
  });

const client = new Client({
  api: new Api(fetch, `${origin}/api/v1`, token),
  openSocket,
  listener: {
    status: ({ state, via }) => {
      tell('status', { state, via: via ?? '' });
      if (impatient && state === 'backing-off') {
        setTimeout(() => client.retryNow(), 50);
      }
    },
    up: (resumed) => tell('up', { resumed }),
    update: ({ kind, cursor, data }) => tell('update', { kind, cursor, data }),
    sent: ({ clientMessageId, messageId }) => tell('sent', { clientMessageId, messageId }),
    failed: (clientMessageId, problem) => tell('failed', { clientMessageId, problem }),
    restored: () => undefined,
    resync: () => tell('resync'),
    typing: () => undefined,
    presence: () => undefined,
  },
});

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const { command, ...draft } = JSON.parse(line);
    if (command === 'send') {
      tell('sending', { clientMessageId: client.send(draft).clientMessageId });
    } else if (command === 'retry') {
      client.retryNow();
    }
  })
  .on('close', () => {
    client.stop();
    process.exit(0);
  });
client.start();
