package connectly.query.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import connectly.query.RowsTest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContactQueriesTest extends RowsTest {
    @Test
    void whoeverSharesAConversationIsAContactOnce() {
        rows.direct(ann, bob);
        rows.group("plans", ann, bob, cyd);
        rows.group("others", bob, rows.account("dan"));

        assertThat(contacts(ann)).containsExactlyInAnyOrder(bob, cyd);
        assertThat(contacts(cyd)).containsExactlyInAnyOrder(ann, bob);
    }

    @Test
    void whoeverHasNoConversationHasNoContacts() {
        rows.direct(ann, bob);

        assertThat(contacts(cyd)).isEmpty();
        assertThat(contacts(UUID.randomUUID())).isEmpty();
    }

    @Test
    void whoeverLeftIsNoContactAndHasNoneThere() {
        UUID plans = rows.group("plans", ann, bob, cyd);
        rows.leave(plans, cyd);

        assertThat(contacts(ann)).containsExactly(bob);
        assertThat(contacts(cyd)).isEmpty();
        rows.join(plans, cyd);
        assertThat(contacts(cyd)).containsExactlyInAnyOrder(ann, bob);
    }

    @Test
    void aLargeGroupMakesNobodyAContact() {
        UUID crowd = rows.group(
                "crowd",
                IntStream.range(0, ContactQueries.LARGEST_GROUP)
                        .mapToObj(i -> rows.account("user" + i))
                        .toArray(UUID[]::new));
        UUID one = new ContactQueries(readModel)
                .newcomersAfter(0).userIds().stream().findFirst().orElseThrow();
        assertThat(contacts(one)).as("the premise: it is as large as may be").hasSize(ContactQueries.LARGEST_GROUP - 1);

        rows.join(crowd, ann);

        assertThat(contacts(one)).isEmpty();
        assertThat(contacts(ann)).isEmpty();
    }

    @Test
    void theConversationsThatWereNotActiveForLongestCountLast() {
        UUID first = rows.account("first");
        rows.group("first", ann, first);
        for (int i = 1; i < ContactQueries.MOST_CONVERSATIONS; i++) {
            rows.group("group " + i, ann, bob);
        }
        assertThat(contacts(ann)).as("the premise: all of them count").contains(first);

        rows.group("one more", ann, cyd);

        assertThat(contacts(ann)).containsExactlyInAnyOrder(bob, cyd);
    }

    @Test
    void manyAreAnsweredAtOnce() {
        rows.direct(ann, bob);

        assertThat(new ContactQueries(readModel).of(List.of(ann, bob, cyd)))
                .containsOnlyKeys(ann, bob, cyd)
                .containsEntry(ann, Set.of(bob))
                .containsEntry(bob, Set.of(ann));
    }

    @Test
    void newcomersAreThoseWhoBeganAConversationOrWereAdded() {
        UUID plans = rows.group("plans", ann, bob);
        ContactQueries contacts = new ContactQueries(readModel);
        Newcomers founders = contacts.newcomersAfter(0);
        rows.messages(plans, ann, 2);
        rows.join(plans, cyd);
        rows.leave(plans, bob);

        Newcomers later = contacts.newcomersAfter(founders.through());

        assertThat(founders.userIds()).containsExactlyInAnyOrder(ann, bob);
        assertThat(later.userIds()).containsExactly(cyd);
        assertThat(later.through()).isEqualTo(rows.position());
        assertThat(contacts.newcomersAfter(later.through())).isEqualTo(new Newcomers(Set.of(), later.through()));
    }

    private Set<UUID> contacts(UUID user) {
        return new ContactQueries(readModel).of(List.of(user)).getOrDefault(user, Set.of(user));
    }
}
