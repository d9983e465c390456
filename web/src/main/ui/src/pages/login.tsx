import { Api, isUnauthenticated } from '../../client';
import { AccountForm, type FieldSpec } from '../components/account-form';
import { AccountPage } from '../components/account-page';
import { mount } from './mount';

const api = new Api((input, init) => fetch(input, init));

const fields: readonly FieldSpec[] = [
  { name: 'username', label: 'account.username', type: 'text', autocomplete: 'username' },
  { name: 'password', label: 'account.password', type: 'password', autocomplete: 'current-password' },
];

mount(
  <AccountPage heading="login.heading" other="login.other" otherLink="login.otherLink" otherHref="/register">
    <AccountForm
      fields={fields}
      submitLabel="login.submit"
      busyLabel="login.busy"
      explain={(error) => (isUnauthenticated(error) ? 'login.wrong' : undefined)}
      submit={async ({ username = '', password = '' }) => {
        await api.login({ username, password });
        location.assign('/');
      }}
    />
  </AccountPage>,
);
