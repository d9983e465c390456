import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Person } from '../../client';
import { t } from '../i18n';

const TYPING_PAUSE_MS = 250;

interface PeoplePickerProps {
  readonly me: string;
  readonly find: (prefix: string) => Promise<readonly Person[]>;
  readonly chosen: readonly Person[];
  readonly choose: (people: readonly Person[]) => void;
}

/** Looks people up by the beginning of their name and lets some be chosen. */
export function PeoplePicker({ me, find, chosen, choose }: PeoplePickerProps): VNode {
  const [prefix, setPrefix] = useState('');
  const found = usePeople(prefix.trim(), find)?.filter(({ userId }) => userId !== me);
  const toggle = (person: Person): void => {
    const others = chosen.filter(({ userId }) => userId !== person.userId);
    choose(others.length === chosen.length ? [...chosen, person] : others);
  };
  return (
    <>
      <div class="field">
        <label class="field__label" for="people-search">
          {t('new.search')}
        </label>
        <input
          class="field__input"
          id="people-search"
          type="search"
          dir="auto"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          aria-describedby="people-search-hint"
          value={prefix}
          onInput={(event) => {
            setPrefix(event.currentTarget.value);
          }}
        />
        <p class="field__hint" id="people-search-hint">
          {t('new.searchHint')}
        </p>
      </div>
      <Chosen people={chosen} remove={toggle} />
      <p class="people__none" role="status">
        {found?.length === 0 ? t('new.none') : ''}
      </p>
      {found !== undefined && found.length > 0 && <Found people={found} chosen={chosen} toggle={toggle} />}
    </>
  );
}

/** The people whose name begins so, or undefined while that is not known. */
function usePeople(
  prefix: string,
  find: (prefix: string) => Promise<readonly Person[]>,
): readonly Person[] | undefined {
  const [found, setFound] = useState<readonly Person[]>();
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      find(prefix).then(
        (people) => {
          if (wanted) {
            setFound(people);
          }
        },
        () => {
          if (wanted) {
            setFound([]);
          }
        },
      );
    }, TYPING_PAUSE_MS);
    if (prefix === '') {
      clearTimeout(timer);
      setFound(undefined);
    }
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [prefix, find]);
  return found;
}

interface ChosenProps {
  readonly people: readonly Person[];
  readonly remove: (person: Person) => void;
}

function Chosen({ people, remove }: ChosenProps): VNode | null {
  if (people.length === 0) {
    return null;
  }
  return (
    <ul class="people__chosen" aria-label={t('new.chosen')}>
      {people.map((person) => (
        <li key={person.userId} class="people__chip">
          <bdi>{person.displayName}</bdi>
          <button
            type="button"
            class="button button--small"
            aria-label={t('new.remove', { name: person.displayName })}
            onClick={() => {
              remove(person);
            }}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

interface FoundProps {
  readonly people: readonly Person[];
  readonly chosen: readonly Person[];
  readonly toggle: (person: Person) => void;
}

function Found({ people, chosen, toggle }: FoundProps): VNode {
  return (
    <fieldset class="people">
      <legend class="people__legend">{t('new.found')}</legend>
      {people.map((person) => (
        <label key={person.userId} class="people__option">
          <input
            type="checkbox"
            checked={chosen.some(({ userId }) => userId === person.userId)}
            onChange={() => {
              toggle(person);
            }}
          />
          <bdi>{t('new.person', { name: person.displayName, username: person.username })}</bdi>
        </label>
      ))}
    </fieldset>
  );
}
