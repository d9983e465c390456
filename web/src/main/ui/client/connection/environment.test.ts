import { afterEach, describe, expect, it, vi } from 'vitest';
import { type EnvironmentEvent, platformEnvironment } from './environment';

/** A browser's page, as far as this looks at it. */
class FakeDocument extends EventTarget {
  visibilityState = 'visible';
}

function page() {
  const document = new FakeDocument();
  vi.stubGlobal('document', document);
  vi.stubGlobal('navigator', { onLine: false });
  const window = new EventTarget();
  vi.stubGlobal('window', window);
  const told: EnvironmentEvent[] = [];
  const unwatch = platformEnvironment().watch((event) => told.push(event));
  return { document, window, told, unwatch };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a page', () => {
  it('tells of the network, and when it is seen again but not when it is hidden', () => {
    const { document, window, told } = page();
    window.dispatchEvent(new Event('offline'));
    window.dispatchEvent(new Event('online'));
    window.dispatchEvent(new Event('pageshow'));
    document.visibilityState = 'hidden';
    document.dispatchEvent(new Event('visibilitychange'));
    document.visibilityState = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    expect(told).toEqual(['offline', 'online', 'wake', 'wake']);
    expect(platformEnvironment().online()).toBe(false);
  });

  it('tells nothing more once nobody watches', () => {
    const { document, window, told, unwatch } = page();
    unwatch();
    window.dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(told).toEqual([]);
  });
});

describe('elsewhere', () => {
  it('one is online and awake', () => {
    const environment = platformEnvironment();
    expect(environment.online()).toBe(true);
    expect(() => {
      environment.watch(() => undefined)();
    }).not.toThrow();
  });
});
