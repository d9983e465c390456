import { effect, untracked } from '@preact/signals';
import { Api, IndexedDbStore, platformSockets } from '../../client';
import { ChatApp } from '../components/chat-app';
import { Chat } from '../state/chat';
import { conversationInAddress } from '../state/location';
import { mount } from './mount';

const api = new Api((input, init) => fetch(input, init));
const socketUrl = new URL('/ws', location.href);
socketUrl.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';

const chat = new Chat({
  api,
  openSocket: platformSockets(socketUrl.href),
  storeOf: (userId) => new IndexedDbStore(userId),
  signedOut: () => {
    location.assign('/login');
  },
  visible: () => document.visibilityState === 'visible',
});

const address = conversationInAddress();
effect(() => {
  const conversationId = address.current.value;
  untracked(() => {
    chat.select(conversationId);
  });
});
for (const touch of ['pointerdown', 'keydown', 'wheel'] as const) {
  addEventListener(
    touch,
    () => {
      chat.activity('active');
    },
    { passive: true },
  );
}
document.addEventListener('visibilitychange', () => {
  chat.activity(document.visibilityState === 'visible' ? 'active' : 'away');
  if (document.visibilityState === 'visible') {
    chat.select(address.current.value);
  }
});

void chat.start();
mount(<ChatApp chat={chat} findPeople={async (prefix) => (await api.people(prefix)).items} navigate={address.navigate} />);
