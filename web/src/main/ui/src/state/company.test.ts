import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Company } from './company';

const typing = (userId: string, on = true) => ({ type: 'typing', conversationId: 'conv', userId, on }) as const;
const presence = (userId: string, state: 'online' | 'away' | 'offline') =>
  ({ type: 'presence', userId, state }) as const;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('presence', () => {
  it('is the last that was told, and offline whoever was not told of', () => {
    const company = new Company();
    company.presence(presence('ann', 'online'));
    company.presence(presence('bob', 'online'));
    company.presence(presence('ann', 'away'));
    company.presence(presence('bob', 'offline'));
    expect([...company.present.value]).toEqual([['ann', 'away']]);
  });
});

describe('typing', () => {
  it('is shown until it ends, who began first first', () => {
    const company = new Company();
    company.typed(typing('ann'));
    company.typed(typing('bob'));
    company.typed(typing('ann'));
    expect(company.typing.value.get('conv')).toEqual(['ann', 'bob']);
    company.typed(typing('ann', false));
    company.typed(typing('ann', false));
    expect(company.typing.value.get('conv')).toEqual(['bob']);
  });

  it('is forgotten eight seconds after it was last told', () => {
    const company = new Company();
    company.typed(typing('ann'));
    vi.advanceTimersByTime(6000);
    company.typed(typing('ann'));
    vi.advanceTimersByTime(7999);
    expect(company.typing.value.get('conv')).toEqual(['ann']);
    vi.advanceTimersByTime(1);
    expect(company.typing.value.get('conv')).toEqual([]);
  });
});

it('forgets everything on a new connection', () => {
  const company = new Company();
  company.presence(presence('ann', 'online'));
  company.typed(typing('ann'));
  company.forget();
  expect(company.present.value.size).toBe(0);
  expect(company.typing.value.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
