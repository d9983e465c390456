package connectly.web.presence;

import static connectly.web.feed.Room.ANN;
import static connectly.web.feed.Room.BOB;
import static connectly.web.feed.Room.CYD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectly.readmodel.ReadModelException;
import connectly.web.presence.Company.Seat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ann and Bob share a conversation; Cyd shares none with them. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields before each test
class PresenceTest {
    private static final int GRACE = 10;
    private static final int AWAY_AFTER = 5 * 60;

    @TempDir
    private Path directory;

    private Company company;

    @BeforeEach
    void open() {
        company = new Company(directory);
    }

    @AfterEach
    void close() {
        company.close();
    }

    @Test
    void contactsAreToldWhoComesAndOnlyTheyAre() {
        Seat ann = company.arrive(ANN);
        Seat cyd = company.arrive(CYD);
        company.pass(1);
        company.arrive(BOB);
        company.pass(1);

        assertThat(ann.told()).containsExactly("bob online");
        assertThat(cyd.told()).isEmpty();
    }

    @Test
    void whoComesIsToldWhoIsThereAlready() {
        company.arrive(ANN);
        company.pass(1);
        Seat bob = company.arrive(BOB);
        company.pass(1);
        Seat second = company.arrive(BOB);
        company.pass(1);

        assertThat(bob.told()).containsExactly("ann online");
        assertThat(second.told()).containsExactly("ann online");
    }

    @Test
    void whoComesTogetherIsToldOfEachOtherOnce() {
        Seat ann = company.arrive(ANN);
        Seat bob = company.arrive(BOB);
        company.pass(1);
        company.pass(1);

        assertThat(ann.told()).containsExactly("bob online");
        assertThat(bob.told()).containsExactly("ann online");
    }

    @Test
    void whoComesWhileOthersAreToldIsToldOnce() {
        company.room.join(CYD);
        Seat ann = company.arrive(ANN);
        Seat cyd = company.arrive(CYD);
        company.pass(1);
        List<Seat> second = new ArrayList<>();
        // Whichever of the two is told first: the other gets a socket before they are told.
        ann.wire().meanwhile(() -> second.add(company.arrive(CYD)));
        cyd.wire().meanwhile(() -> second.add(company.arrive(ANN)));
        company.arrive(BOB);
        company.pass(1);
        assertThat(second).as("the premise: they came while others were told").hasSize(2);
        company.pass(1);

        assertThat(second).allSatisfy(seat -> assertThat(seat.told()).containsOnlyOnce("bob online"));
    }

    @Test
    void whoLeavesIsOfflineAfterTheGrace() {
        Seat ann = company.arrive(ANN);
        Seat bob = company.arrive(BOB);
        company.pass(1);
        bob.leave();
        company.pass(1);
        company.pass(GRACE - 1);
        assertThat(ann.told()).containsExactly("bob online");

        company.pass(1);

        assertThat(ann.told()).containsExactly("bob online", "bob offline");
    }

    @Test
    void whoComesBackWithinTheGraceWasNeverGone() {
        Seat ann = company.arrive(ANN);
        Seat bob = company.arrive(BOB);
        company.pass(1);
        bob.leave();
        company.pass(1);
        company.pass(GRACE - 1);
        company.arrive(BOB);
        company.pass(GRACE);
        company.pass(GRACE);

        assertThat(ann.told()).containsExactly("bob online");
    }

    @Test
    void oneOfTwoDevicesIsEnough() {
        Seat ann = company.arrive(ANN);
        Seat phone = company.arrive(BOB);
        Seat laptop = company.arrive(BOB);
        company.pass(1);
        laptop.leave();
        phone.device().away();
        company.pass(1);
        company.pass(GRACE);
        assertThat(ann.told()).containsExactly("bob online", "bob away");

        Seat tablet = company.arrive(BOB);
        company.pass(1);
        tablet.device().away();
        phone.device().active();
        company.pass(1);

        assertThat(ann.told()).containsExactly("bob online", "bob away", "bob online");
    }

    @Test
    void whoDoesNothingIsAwayAfterFiveMinutes() {
        Seat ann = company.arrive(ANN);
        Seat bob = company.arrive(BOB);
        company.pass(1);
        company.pass(AWAY_AFTER - 2);
        assertThat(ann.told()).containsExactly("bob online");
        bob.device().active();
        company.pass(AWAY_AFTER - 1);
        assertThat(ann.told()).containsExactly("bob online");

        company.pass(1);

        assertThat(ann.told()).containsExactly("bob online", "bob away");
    }

    @Test
    void aDeviceThatDoesNotCountIsToldButSaysNothing() {
        Seat ann = company.arrive(ANN);
        Seat listener = company.arrive(BOB, false);
        company.pass(1);
        company.pass(GRACE);

        assertThat(listener.told()).containsExactly("ann online");
        assertThat(ann.told()).isEmpty();
    }

    @Test
    void whoHidesIsShownToNobodyAndIsShownNobody() {
        company.presence.setHidden(BOB, true);
        Seat ann = company.arrive(ANN);
        Seat bob = company.arrive(BOB);
        company.pass(1);
        bob.device().away();
        company.pass(1);

        assertThat(ann.told()).isEmpty();
        assertThat(bob.told()).isEmpty();
    }

    @Test
    void whoHidesIsShownToNobodyWhoIsAddedEither() {
        company.presence.setHidden(CYD, true);
        Seat ann = company.arrive(ANN);
        company.arrive(CYD);
        company.pass(1);

        company.room.join(CYD);
        company.arrive(BOB);
        company.pass(1);

        assertThat(ann.told()).as("of the one who came, and of nobody else").containsExactly("bob online");
    }

    @Test
    void hidingAndShowingOneselfTakesEffectOnOpenSockets() {
        Seat ann = company.arrive(ANN);
        Seat bob = company.arrive(BOB);
        company.pass(1);

        company.presence.setHidden(BOB, true);
        company.pass(1);
        assertThat(ann.told()).containsExactly("bob online", "bob offline");
        assertThat(bob.told()).containsExactly("ann online", "ann offline");

        company.presence.setHidden(BOB, false);
        company.pass(1);
        assertThat(ann.told()).containsExactly("bob online", "bob offline", "bob online");
        assertThat(bob.told()).containsExactly("ann online", "ann offline", "ann online");
    }

    @Test
    void theSettingOutlivesTheSockets() {
        company.presence.setHidden(BOB, true);
        Seat bob = company.arrive(BOB);
        company.pass(1);
        bob.leave();
        company.pass(1);
        company.pass(GRACE);
        Seat ann = company.arrive(ANN);
        company.arrive(BOB);
        company.pass(1);

        assertThat(company.presence.isHidden(BOB)).isTrue();
        assertThat(company.presence.isHidden(ANN)).isFalse();
        assertThat(ann.told()).isEmpty();
    }

    @Test
    void whoIsAddedIsToldOfTheOthersAndTheyOfThem() {
        Seat ann = company.arrive(ANN);
        Seat cyd = company.arrive(CYD);
        company.pass(1);
        assertThat(cyd.told()).as("the premise: no contacts yet").isEmpty();

        company.room.join(CYD);
        company.pass(1);

        assertThat(ann.told()).containsExactly("cyd online");
        assertThat(cyd.told()).containsExactly("ann online");
    }

    @Test
    void whoIsAddedInTheMomentInWhichAContactGoesIsToldOfThat() {
        Seat ann = company.arrive(ANN);
        Seat bob = company.arrive(BOB);
        company.pass(1);
        bob.leave();
        company.pass(1);
        company.room.leave(ANN);
        company.room.join(ANN);

        company.pass(GRACE);

        assertThat(ann.told()).containsExactly("bob online", "bob offline");
    }

    @Test
    void whoWasRemovedIsToldNothingMoreAndShownToNobody() {
        Seat ann = company.arrive(ANN);
        Seat bob = company.arrive(BOB);
        company.pass(1);
        company.room.leave(BOB);

        ann.device().away();
        bob.device().away();
        company.pass(1);

        assertThat(ann.told()).containsExactly("bob online");
        assertThat(bob.told()).containsExactly("ann online");
    }

    @Test
    void whatCouldNotBeToldIsToldLater() {
        Seat ann = company.arrive(ANN);
        company.pass(1);
        Seat bob = company.arrive(BOB);
        alter("ALTER TABLE membership RENAME TO hidden");
        assertThatThrownBy(() -> company.pass(1)).isInstanceOf(ReadModelException.class);
        assertThat(ann.told()).isEmpty();
        assertThat(bob.told()).isEmpty();

        alter("ALTER TABLE hidden RENAME TO membership");
        company.pass(1);

        assertThat(ann.told()).containsExactly("bob online");
        assertThat(bob.told()).containsExactly("ann online");
    }

    private void alter(String statement) {
        company.room.readModel().writer().begin();
        company.room.readModel().writer().tables().execute(statement);
        company.room.readModel().writer().commit();
    }
}
