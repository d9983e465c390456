package connectly.query.people;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.query.Page;
import connectly.query.RowsTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PeopleQueriesTest extends RowsTest {
    @Test
    void aPrefixFindsThoseWhoseUsernameBeginsWithIt() {
        rows.account("bobby");
        rows.account("kabob");

        assertThat(usernames("bob")).containsExactly("bob", "bobby");
        assertThat(usernames("bobb")).containsExactly("bobby");
        assertThat(usernames("z")).isEmpty();
    }

    @Test
    void theCaseOfThePrefixDoesNotMatter() {
        assertThat(usernames("BoB")).containsExactly("bob");
    }

    @Test
    void anEmptyPrefixFindsEverybody() {
        assertThat(usernames("")).containsExactly("ann", "bob", "cyd");
    }

    @Test
    void wildcardsAreLettersLikeOthers() {
        rows.account("b_b");
        rows.account("b%b");

        assertThat(usernames("b_b")).containsExactly("b_b");
        assertThat(usernames("b%b")).containsExactly("b%b");
        assertThat(usernames("_")).isEmpty();
        assertThat(usernames("%")).isEmpty();
    }

    @Test
    void thePagesOfAPrefixHaveEverybodyOnceInOrder() {
        List<String> expected = new ArrayList<>();
        for (int i = 100; i < 145; i++) {
            expected.add("user" + i);
            rows.account("user" + i);
        }
        PeopleQueries people = new PeopleQueries(readModel);

        List<String> seen = new ArrayList<>();
        String after = null;
        int pages = 0;
        do {
            Page<PersonView> page = people.startingWith("user", after);
            page.items().forEach(person -> seen.add(person.username()));
            after = page.next();
            pages++;
        } while (after != null);

        assertThat(seen).containsExactlyElementsOf(expected);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void aPageThatIsJustFullIsTheLast() {
        for (int i = 10; i < 30; i++) {
            rows.account("user" + i);
        }

        Page<PersonView> page = new PeopleQueries(readModel).startingWith("user", null);

        assertThat(page.items()).hasSize(20);
        assertThat(page.next()).isNull();
    }

    @Test
    void aUsernameFindsItsOwnerAlone() {
        rows.account("bobby");
        PeopleQueries people = new PeopleQueries(readModel);

        assertThat(people.byUsername("bob")).contains(new PersonView(bob, "bob", "Bob Brown"));
        assertThat(people.byUsername("bo")).isEmpty();
        assertThat(people.byUsername("b%b")).isEmpty();
    }

    @Test
    void anIdFindsItsOwnerAlone() {
        PeopleQueries people = new PeopleQueries(readModel);

        assertThat(people.byId(cyd)).contains(new PersonView(cyd, "cyd", "Cyd Cole"));
        assertThat(people.byId(UUID.randomUUID())).isEmpty();
    }

    private List<String> usernames(String prefix) {
        return new PeopleQueries(readModel)
                .startingWith(prefix, null).items().stream()
                        .map(PersonView::username)
                        .toList();
    }
}
