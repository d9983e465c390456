/** `wake`: the page is looked at again, or came out of the browser's memory; timers may have slept. */
export type EnvironmentEvent = 'online' | 'offline' | 'wake';

/** What the platform says about the network and the page; tests and other platforms bring their own. */
export interface Environment {
  online(): boolean;
  /** Tells events until the function it returns is called. */
  watch(tell: (event: EnvironmentEvent) => void): () => void;
}

/** A browser's page; elsewhere, always online and awake. */
export function platformEnvironment(): Environment {
  return typeof document === 'undefined'
    ? { online: () => true, watch: () => () => undefined }
    : { online: () => navigator.onLine, watch: watchPage };
}

function watchPage(tell: (event: EnvironmentEvent) => void): () => void {
  const until = new AbortController();
  const { signal } = until;
  const on = (target: EventTarget, type: string, listener: () => void): void => {
    target.addEventListener(type, listener, { signal });
  };
  on(window, 'online', () => {
    tell('online');
  });
  on(window, 'offline', () => {
    tell('offline');
  });
  on(window, 'pageshow', () => {
    tell('wake');
  });
  on(document, 'visibilitychange', () => {
    if (document.visibilityState === 'visible') {
      tell('wake');
    }
  });
  return () => {
    until.abort();
  };
}
