package connectly.query.people;

import static connectly.readmodel.jooq.Tables.ACCOUNT;

import connectly.query.Page;
import connectly.readmodel.ReadModel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;

/** Finds people. Whoever has an account may find everybody else who has one; who was erased is not found. */
public final class PeopleQueries {
    private static final int PAGE = 20;
    /** Sorts after every character that a username can have, so that a prefix is a range of the index. */
    private static final String AFTER_ALL = "\uffff";

    private final ReadModel readModel;

    public PeopleQueries(ReadModel readModel) {
        this.readModel = readModel;
    }

    public Optional<PersonView> byId(UUID userId) {
        return one(ACCOUNT.USER_ID.eq(userId));
    }

    /** Finds the owner of a username, which must be in its lower-case form. */
    public Optional<PersonView> byUsername(String username) {
        return one(ACCOUNT.USERNAME.eq(username));
    }

    /**
     * Finds people whose username begins with {@code prefix}, by username.
     *
     * @param prefix in any case; empty for everybody
     * @param after the {@code next} of the page before; null for the first
     */
    public Page<PersonView> startingWith(String prefix, @Nullable String after) {
        String from = prefix.toLowerCase(Locale.ROOT);
        Condition condition = ACCOUNT.USERNAME.ge(from).and(ACCOUNT.USERNAME.lt(from + AFTER_ALL));
        if (after != null) {
            condition = condition.and(ACCOUNT.USERNAME.gt(after));
        }
        Condition matching = condition;
        List<PersonView> found =
                readModel.read(tables -> tables.select(ACCOUNT.USER_ID, ACCOUNT.USERNAME, ACCOUNT.DISPLAY_NAME)
                        .from(ACCOUNT)
                        .where(matching)
                        .orderBy(ACCOUNT.USERNAME)
                        .limit(PAGE + 1)
                        .fetch(Records.mapping(PersonView::new)));
        return found.size() <= PAGE
                ? new Page<>(found, null)
                : new Page<>(found.subList(0, PAGE), found.get(PAGE - 1).username());
    }

    private Optional<PersonView> one(Condition condition) {
        return readModel.read(tables -> tables.select(ACCOUNT.USER_ID, ACCOUNT.USERNAME, ACCOUNT.DISPLAY_NAME)
                .from(ACCOUNT)
                .where(condition)
                .and(ACCOUNT.USERNAME.isNotNull())
                .fetchOptional(Records.mapping(PersonView::new)));
    }
}
