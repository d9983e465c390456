import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeUpdates } from '../testing/fake-updates';
import { pass } from '../testing/feed';
import { OwnUpdates } from './own-updates';

function fixture() {
  const updates = new FakeUpdates();
  const confirm = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const call = new AbortController();
  return { updates, confirm, call, own: new OwnUpdates(updates, confirm) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('updates of one user', () => {
  it('are not asked for where the session is of somebody else', async () => {
    const { updates, confirm, call, own } = fixture();
    const refused = new Error('somebody else');
    confirm.mockImplementation(() => Promise.reject(refused));
    await expect(own.stream('c1', call.signal)).rejects.toBe(refused);
    await expect(own.poll('c1', 0, call.signal)).rejects.toBe(refused);
    expect([...updates.streams, ...updates.polls]).toEqual([]);
  });

  it('are not asked for when nobody wants them any more', async () => {
    const { updates, call, own } = fixture();
    call.abort();
    await expect(own.stream('c1', call.signal)).rejects.toThrow();
    await expect(own.poll('c1', 0, call.signal)).rejects.toThrow();
    expect([...updates.streams, ...updates.polls]).toEqual([]);
  });

  it('by polls are confirmed at the first and after ten seconds, not at each', async () => {
    const { updates, confirm, call, own } = fixture();
    void own.poll(undefined, 0, call.signal);
    await pass();
    void own.poll('c1', 25, call.signal);
    await pass(10_000);
    void own.poll('c2', 25, call.signal);
    expect(confirm).toHaveBeenCalledTimes(1);
    await pass(1);
    void own.poll('c3', 25, call.signal);
    expect(confirm).toHaveBeenCalledTimes(2);
    void own.poll('c4', 0, call.signal);
    expect(confirm).toHaveBeenCalledTimes(3);
    await pass();
    expect(updates.polls).toHaveLength(5);
  });
});
