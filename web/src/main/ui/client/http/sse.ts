/** One event of a stream of Server-Sent Events, as far as this client looks at it. */
export interface SseEvent {
  readonly id: string | undefined;
  readonly data: string;
}

/**
 * Reads `text/event-stream` (HTML Standard, section 9.2) piece by piece. Other than there, an event with an id and no
 * data counts too: the server tells by it where the stream begins.
 */
export class SseReader {
  private rest = '';
  private id: string | undefined;
  private data: string[] = [];

  /** Takes the next piece of the text, wherever it was cut, and answers the events that it completes. */
  push(text: string): readonly SseEvent[] {
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.line(line));
  }

  private line(line: string): readonly SseEvent[] {
    if (line === '') {
      return this.complete();
    }
    const [, name, value] = /^([^:]*)(?:: ?)?(.*)$/s.exec(line) ?? [];
    if (name === 'id') {
      this.id = value;
    } else if (name === 'data') {
      this.data.push(value ?? '');
    }
    return [];
  }

  private complete(): readonly SseEvent[] {
    const event = { id: this.id, data: this.data.join('\n') };
    this.id = undefined;
    this.data = [];
    return event.id === undefined && event.data === '' ? [] : [event];
  }
}
