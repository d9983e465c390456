import { Api, countCodePoints, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../../client';
import { AccountForm, type FieldSpec } from '../components/account-form';
import { AccountPage } from '../components/account-page';
import type { TextKey } from '../i18n';
import { mount } from './mount';

const api = new Api((input, init) => fetch(input, init));

const checkPassword = (password: string): TextKey | undefined => {
  const length = countCodePoints(password);
  return length < MIN_PASSWORD_LENGTH || length > MAX_PASSWORD_LENGTH ? 'field.passwordLength' : undefined;
};

const fields: readonly FieldSpec[] = [
  { name: 'username', label: 'account.username', type: 'text', autocomplete: 'username' },
  {
    name: 'displayName',
    label: 'account.displayName',
    hint: 'account.displayName.hint',
    type: 'text',
    autocomplete: 'name',
  },
  {
    name: 'password',
    label: 'account.password',
    hint: 'account.password.hint',
    type: 'password',
    autocomplete: 'new-password',
    check: checkPassword,
  },
];

/** The account exists once registering succeeded; should logging in fail then, the login page is the way on. */
async function register(username: string, displayName: string, password: string): Promise<void> {
  await api.register({ username, displayName, password });
  try {
    await api.login({ username, password });
    location.assign('/');
  } catch {
    location.assign('/login');
  }
}

mount(
  <AccountPage heading="register.heading" other="register.other" otherLink="register.otherLink" otherHref="/login">
    <AccountForm
      fields={fields}
      submitLabel="register.submit"
      busyLabel="register.busy"
      submit={({ username = '', displayName = '', password = '' }) => register(username, displayName, password)}
    />
  </AccountPage>,
);
