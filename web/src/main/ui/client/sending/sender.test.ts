import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Outbox, type Unsent } from './outbox';
import { ApiError, networkProblem, parseProblem } from '../contract/problem';
import type { AckFrame, RejectFrame, SendFrame } from '../contract/protocol';
import { Sender, type SenderOptions, type SendListener } from './sender';

const FRAME_BYTES = 16_384;
/** JSON needs six bytes for each: the longest body the server takes is half as large again as its largest frame. */
const CONTROL_CHARACTERS = '\u0001'.repeat(4000);

const entry = (id: string, changes: Partial<Unsent> = {}): Unsent => ({
  clientMessageId: id,
  conversationId: 'conv',
  body: `text ${id}`,
  replyTo: null,
  writtenAt: '2026-01-01T00:00:00.000Z',
  problem: null,
  ...changes,
});
const ackOf = (id: string): AckFrame => ({
  type: 'ack',
  id,
  messageId: `m-${id}`,
  clientMessageId: id,
  seq: null,
  sentAt: '',
});
const rejectOf = (id: string, code: string, retryAfterSeconds?: number): RejectFrame => ({
  type: 'reject',
  id,
  problem: parseProblem({ code, retryAfterSeconds }, 400),
});
const failing = (code: string): Promise<never> => Promise.reject(new ApiError(parseProblem({ code }, 400)));

function fixture() {
  const texts: string[] = [];
  const outbox = new Outbox();
  const listener = { sent: vi.fn<SendListener['sent']>(), failed: vi.fn<SendListener['failed']>() };
  const post = vi.fn<SenderOptions['post']>(({ id }) => Promise.resolve(ackOf(id)));
  const sender = new Sender({ outbox, listener, post, write: (text) => void texts.push(text) });
  const sent = (): string[] => texts.map((text) => (JSON.parse(text) as SendFrame).clientMessageId);
  const posted = (): string[] => post.mock.calls.map(([frame]) => frame.clientMessageId);
  const waiting = (): string[] => outbox.pending().map(({ clientMessageId }) => clientMessageId);
  return { texts, listener, post, sender, sent, posted, waiting };
}

/** Lets promises settle and timers that are due fire. */
const pass = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the order of a conversation', () => {
  it('is kept by sending each message after the answer to the one before', () => {
    const { sender, sent } = fixture();
    sender.open(FRAME_BYTES);
    sender.send(entry('1'));
    sender.send(entry('2'));
    sender.send(entry('3'));
    expect(sent()).toEqual(['1']);
    sender.acknowledged(ackOf('1'));
    expect(sent()).toEqual(['1', '2']);
    sender.rejected(rejectOf('2', 'muted'));
    expect(sent()).toEqual(['1', '2', '3']);
  });

  it('holds no other conversation up', () => {
    const { sender, sent } = fixture();
    sender.open(FRAME_BYTES);
    sender.send(entry('1'));
    sender.send(entry('2', { conversationId: 'other' }));
    expect(sent()).toEqual(['1', '2']);
  });

  it('goes on when the message on its way is cancelled', () => {
    const { sender, sent } = fixture();
    sender.open(FRAME_BYTES);
    sender.send(entry('1'));
    sender.send(entry('2'));
    sender.cancel('1');
    expect(sent()).toEqual(['1', '2']);
  });
});

describe('a message that is refused for good', () => {
  it('is told with its problem and not sent again by itself', () => {
    const { sender, listener, sent, waiting } = fixture();
    sender.open(FRAME_BYTES);
    sender.send(entry('1'));
    sender.rejected(rejectOf('1', 'muted'));
    sender.close();
    sender.open(FRAME_BYTES);
    expect(sent()).toEqual(['1']);
    expect(waiting()).toEqual([]);
    expect(listener.failed.mock.calls).toMatchObject([['1', { code: 'muted' }]]);
  });

  it('is sent again with its old id when the user wants it', () => {
    const { sender, sent } = fixture();
    sender.open(FRAME_BYTES);
    sender.send(entry('1'));
    sender.rejected(rejectOf('1', 'muted'));
    expect(sender.send(entry('1'))).toBe(true);
    expect(sent()).toEqual(['1', '1']);
  });
});

describe('an answer', () => {
  it('that comes twice is told once', () => {
    const { sender, listener } = fixture();
    sender.open(FRAME_BYTES);
    sender.send(entry('1'));
    sender.send(entry('2'));
    sender.acknowledged(ackOf('1'));
    sender.acknowledged(ackOf('1'));
    sender.rejected(rejectOf('2', 'muted'));
    sender.rejected(rejectOf('2', 'muted'));
    expect(listener.sent).toHaveBeenCalledOnce();
    expect(listener.failed).toHaveBeenCalledOnce();
  });

  it('to a message that was cancelled is not told', () => {
    const { sender, listener } = fixture();
    sender.open(FRAME_BYTES);
    sender.send(entry('1'));
    sender.send(entry('2', { conversationId: 'other' }));
    sender.cancel('1');
    sender.cancel('2');
    sender.acknowledged(ackOf('1'));
    sender.rejected(rejectOf('2', 'muted'));
    expect(listener.sent).not.toHaveBeenCalled();
    expect(listener.failed).not.toHaveBeenCalled();
  });
});

describe('a message that is put off', () => {
  it.each(['rate-limited', 'cooldown', 'unavailable'])('as %s is sent again with the same id, before later ones', async (code) => {
    const { sender, listener, sent, waiting } = fixture();
    sender.open(FRAME_BYTES);
    sender.send(entry('1'));
    sender.send(entry('2'));
    sender.rejected(rejectOf('1', code, 7));
    expect(waiting()).toEqual(['1', '2']);
    await pass(6999);
    expect(sent()).toEqual(['1']);
    await pass(1);
    expect(sent()).toEqual(['1', '1']);
    sender.acknowledged(ackOf('1'));
    expect(sent()).toEqual(['1', '1', '2']);
    expect(listener.failed).not.toHaveBeenCalled();
  });

  it.each([undefined, 0, -5])('for %s seconds waits one', async (seconds) => {
    const { sender, sent } = fixture();
    sender.open(FRAME_BYTES);
    sender.send(entry('1'));
    sender.rejected(rejectOf('1', 'rate-limited', seconds));
    await pass(999);
    expect(sent()).toEqual(['1']);
    await pass(1);
    expect(sent()).toEqual(['1', '1']);
  });

  it('for longer than a timer can count waits an hour', async () => {
    const { sender, sent } = fixture();
    sender.open(FRAME_BYTES);
    sender.send(entry('1'));
    sender.rejected(rejectOf('1', 'cooldown', 1e12));
    await pass(3_599_999);
    expect(sent()).toEqual(['1']);
    await pass(1);
    expect(sent()).toEqual(['1', '1']);
  });

  it('holds back what is written meanwhile, in every conversation', async () => {
    const { sender, sent } = fixture();
    sender.open(FRAME_BYTES);
    sender.send(entry('1'));
    sender.rejected(rejectOf('1', 'rate-limited'));
    sender.send(entry('2', { conversationId: 'other' }));
    expect(sent()).toEqual(['1']);
    await pass(1000);
    expect(sent()).toEqual(['1', '1', '2']);
  });

  it('waits as long after a reconnect', async () => {
    const { sender, sent } = fixture();
    sender.open(FRAME_BYTES);
    sender.send(entry('1'));
    sender.rejected(rejectOf('1', 'cooldown', 30));
    await pass(10_000);
    sender.close();
    sender.open(FRAME_BYTES);
    await pass(19_999);
    expect(sent()).toEqual(['1']);
    await pass(1);
    expect(sent()).toEqual(['1', '1']);
  });

  it('is not sent while there is no connection', async () => {
    const { sender, sent } = fixture();
    sender.open(FRAME_BYTES);
    sender.send(entry('1'));
    sender.rejected(rejectOf('1', 'rate-limited'));
    sender.close();
    await pass(60_000);
    sender.send(entry('2', { conversationId: 'other' }));
    expect(sent()).toEqual(['1']);
    sender.open(FRAME_BYTES);
    expect(sent()).toEqual(['1', '1', '2']);
  });

  it('is one of many written offline, of which all arrive in order', async () => {
    const { sender, listener, sent, waiting } = fixture();
    const ids = Array.from({ length: 15 }, (_, index) => `id-${index}`);
    for (const id of ids) {
      sender.send(entry(id));
    }
    sender.open(FRAME_BYTES);
    // The server: ten at once, then one a second.
    let places = 10;
    let answered = 0;
    while (waiting().length > 0 && answered < 100) {
      expect(sent()).toHaveLength(answered + 1);
      const id = sent()[answered++] ?? '';
      if (places > 0) {
        places -= 1;
        sender.acknowledged(ackOf(id));
      } else {
        sender.rejected(rejectOf(id, 'rate-limited', 1));
        await pass(1000);
        places += 1;
      }
    }
    expect(listener.sent.mock.calls.map(([ack]) => ack.clientMessageId)).toEqual(ids);
    expect(listener.failed).not.toHaveBeenCalled();
    expect(sent()).toHaveLength(20);
  });
});

describe('where no frame can be written', () => {
  it('everything goes over HTTP, with the same ids and in the same order', async () => {
    const { sender, texts, posted, waiting } = fixture();
    sender.open(0);
    sender.send(entry('1'));
    sender.send(entry('2'));
    expect(posted()).toEqual(['1']);
    await pass();
    expect(posted()).toEqual(['1', '2']);
    await pass();
    expect(texts).toEqual([]);
    expect(waiting()).toEqual([]);
  });

  it.each([201, 401, 408, 502, 503, 504])('an answer %d is about the way, and the message goes again', async (status) => {
    const { sender, listener, post, posted } = fixture();
    post.mockImplementationOnce(() => Promise.reject(new ApiError(parseProblem({}, status))));
    sender.open(0);
    sender.send(entry('1'));
    await pass(1000);
    expect(posted()).toEqual(['1', '1']);
    expect(listener.failed).not.toHaveBeenCalled();
  });
});

describe('a message that is larger than a frame', () => {
  it('goes over HTTP, and the next one after its answer over the socket', async () => {
    const { sender, listener, texts, posted, sent, waiting } = fixture();
    sender.open(FRAME_BYTES);
    sender.send(entry('1', { body: CONTROL_CHARACTERS }));
    sender.send(entry('2'));
    expect(posted()).toEqual(['1']);
    expect(texts).toEqual([]);
    await pass();
    expect(listener.sent).toHaveBeenCalledExactlyOnceWith(ackOf('1'));
    expect(sent()).toEqual(['2']);
    expect(waiting()).toEqual(['2']);
  });

  it('is told by the bytes of its frame, not by its characters', () => {
    const { sender, texts, posted, sent } = fixture();
    sender.open(FRAME_BYTES);
    sender.send(entry('a', { body: '' }));
    const room = FRAME_BYTES - (texts[0]?.length ?? 0);
    sender.send(entry('b', { conversationId: 'con2', body: 'x'.repeat(room) }));
    sender.send(entry('c', { conversationId: 'con3', body: `${'x'.repeat(room - 1)}é` }));
    sender.send(entry('d', { conversationId: 'con4', body: `${'x'.repeat(room - 2)}é` }));
    expect(sent()).toEqual(['a', 'b', 'd']);
    expect(posted()).toEqual(['c']);
  });

  it('fails when HTTP refuses it, and blocks nothing', async () => {
    const { sender, listener, post, sent, waiting } = fixture();
    post.mockImplementationOnce(() => failing('message-too-large'));
    sender.open(FRAME_BYTES);
    sender.send(entry('1', { body: CONTROL_CHARACTERS }));
    sender.send(entry('2'));
    await pass();
    expect(listener.failed.mock.calls).toMatchObject([['1', { code: 'message-too-large' }]]);
    expect(sent()).toEqual(['2']);
    expect(waiting()).toEqual(['2']);
  });

  it.each(['rate-limited', networkProblem().code])('is posted again after a refusal as %s', async (code) => {
    const { sender, listener, post, posted, sent } = fixture();
    post.mockImplementationOnce(() => failing(code));
    sender.open(FRAME_BYTES);
    sender.send(entry('1', { body: CONTROL_CHARACTERS }));
    sender.send(entry('2'));
    await pass(999);
    expect(posted()).toEqual(['1']);
    expect(sent()).toEqual([]);
    await pass(1);
    expect(posted()).toEqual(['1', '1']);
    expect(sent()).toEqual(['2']);
    expect(listener.failed).not.toHaveBeenCalled();
  });

  it('is posted anew after a reconnect, and the late answer of before is void', async () => {
    const { sender, listener, post, posted } = fixture();
    let refuse: (error: ApiError) => void = () => undefined;
    post.mockImplementationOnce(
      () =>
        new Promise((_, reject) => {
          refuse = reject;
        }),
    );
    sender.open(FRAME_BYTES);
    sender.send(entry('1', { body: CONTROL_CHARACTERS }));
    sender.close();
    refuse(new ApiError(parseProblem({ code: 'muted' }, 403)));
    await pass();
    expect(listener.failed).not.toHaveBeenCalled();
    sender.open(FRAME_BYTES);
    await pass();
    expect(posted()).toEqual(['1', '1']);
    expect(listener.sent).toHaveBeenCalledOnce();
  });
});
