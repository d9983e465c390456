import { type ComponentChild, render } from 'preact';
import '../styles/main.css';

/** Puts a page's content into the document. */
export function mount(content: ComponentChild): void {
  const root = document.getElementById('app');
  if (root === null) {
    throw new Error('The page has no #app.');
  }
  render(content, root);
}
