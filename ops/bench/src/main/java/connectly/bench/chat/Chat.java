package connectly.bench.chat;

import connectly.bench.wire.Loop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The load on one product: conversations, their members and sockets, and what is on its way between them. */
final class Chat implements Ledger.Watcher, Member.Surroundings, AutoCloseable {
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final Duration LONGEST_CONNECTING = Duration.ofMinutes(5);
    private static final int ORDINARY = 0;

    /** Says what it means that a socket was closed by the other side. */
    interface Losses {
        void lost(Member member, int code, String why);
    }

    /** Nobody may be cut off. */
    static final Losses FAULT = (member, code, why) -> {
        throw new Fault("The socket of %s was closed: %d %s".formatted(member, code, why));
    };

    private final Product product;
    private final Api api;
    private final Loop loop = new Loop();
    private final Doors doors;
    private final Ledger ledger = new Ledger(this);
    private final ServerFrames frames = new ServerFrames();
    private final Figures figures = new Figures();
    private final List<Conversation> conversations = new ArrayList<>();
    /** Usernames are taken for ever. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private Pace pace = new ClosedLoop(conversations, 0);
    private Losses losses = FAULT;
    private int users;
    private int live;

    Chat(Product product) throws IOException {
        this.product = product;
        api = new Api(product.origin());
        doors = new Doors(api, loop, product.address());
    }

    /** Makes bots, as many as asked for. */
    List<User> bots(int count) {
        int first = users;
        users += count;
        return Parallel.map(count, i -> api.bot(product.adminToken(), "load-%s-%d".formatted(run, first + i)));
    }

    /** Makes conversations of so many members each, whom nobody else shares. */
    void populate(int count, int members) {
        List<User> bots = bots(count * members);
        conversations.addAll(Parallel.map(
                count, i -> conversation(i, bots.subList(i * members, (i + 1) * members), List.of())));
    }

    /** Makes one conversation of so many members, and of others of whom nothing is expected. */
    void populateWith(int members, List<User> others) {
        conversations.add(conversation(0, bots(members), others));
    }

    private Conversation conversation(int index, List<User> users, List<User> others) {
        List<User> all = new ArrayList<>(users);
        all.addAll(others);
        Conversation conversation = new Conversation(index);
        conversation.id = api.group("load " + index, all);
        for (User user : users) {
            conversation.members.add(new Member(this, conversation, conversation.members.size(), user));
        }
        return conversation;
    }

    List<Member> members() {
        return conversations.stream().flatMap(each -> each.members.stream()).toList();
    }

    /** Gives every member a socket, and returns when all have one. */
    void connect() throws IOException {
        List<Member> all = members();
        all.forEach(this::open);
        untilAllAreLive(LONGEST_CONNECTING);
    }

    void untilAllAreLive(Duration most) throws IOException {
        int all = members().size();
        waitUntil(() -> live == all, most, () -> "%d of %d sockets are open".formatted(live, all));
    }

    /** Gives the member a socket, soon. */
    void open(Member member) {
        doors.open(member.user, ORDINARY, member, member::linked);
    }

    /** Sends at this pace and takes what comes, for so long. */
    void run(Pace next, Duration time) throws IOException {
        run(next, time, () -> {});
    }

    /**
     * The same.
     *
     * @param eachTurn done again and again meanwhile, every 20 ms or more often
     */
    void run(Pace next, Duration time, Runnable eachTurn) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        during(next, () -> System.nanoTime() >= end, eachTurn);
    }

    /** The same, until something is so. */
    void runUntil(Pace next, BooleanSupplier so, Duration most, Runnable eachTurn) throws IOException {
        long end = System.nanoTime() + most.toNanos();
        during(next, so, () -> {
            eachTurn.run();
            if (System.nanoTime() > end) {
                throw new Fault("After %d s: %d members have a socket.".formatted(most.toSeconds(), live));
            }
        });
    }

    private void during(Pace next, BooleanSupplier over, Runnable eachTurn) throws IOException {
        pace = next;
        while (!over.getAsBoolean()) {
            long now = System.nanoTime();
            send(now);
            eachTurn.run();
            loop.turn(Math.min(TURN_NANOS, pace.nanosToNext(now)));
        }
    }

    /** Sends so many messages at this pace, and returns when all are acknowledged and at every member. */
    void fill(Pace next, int messages, Duration most, Progress progress) throws IOException {
        pace = next;
        while (ledger.sent() < messages) {
            Conversation due = pace.next(System.nanoTime());
            if (due == null) {
                loop.turn(TURN_NANOS);
            } else {
                send(due);
            }
            progress.now(() -> "%,d of %,d sent".formatted(ledger.sent(), messages));
        }
        settle(most);
    }

    private void send(long now) {
        for (Conversation due = pace.next(now); due != null; due = pace.next(now)) {
            send(due);
        }
    }

    private void send(Conversation due) {
        Message message = ledger.send(due.nextSender(), pace.intended());
        figures.sent(message, System.nanoTime());
        message.sender.send(message);
    }

    /** Sends nothing more, and returns when everything is acknowledged and at every member. */
    void settle(Duration most) throws IOException {
        waitUntil(
                () -> ledger.onTheirWay() == 0,
                most,
                () -> "%d messages are not acknowledged and at every member, the first is %s"
                        .formatted(ledger.onTheirWay(), ledger.oldestOnItsWay()));
    }

    /** Takes what comes until something is so. */
    void waitUntil(BooleanSupplier so, Duration most, Supplier<String> instead) throws IOException {
        long end = System.nanoTime() + most.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new Fault("After %d s: %s.".formatted(most.toSeconds(), instead.get()));
            }
            loop.turn(TURN_NANOS);
        }
    }

    /** Holds what every conversation's history has, over HTTP, against what was delivered. */
    void checkHistory() {
        Parallel.map(conversations.size(), i -> new HistoryCheck(api, conversations.get(i)).run());
    }

    void onLoss(Losses meaning) {
        losses = meaning;
    }

    @Override
    public void lost(Member member, int code, String why) {
        losses.lost(member, code, why);
    }

    @Override
    public void live(int more) {
        live += more;
    }

    @Override
    public void acked(Message message, long now) {
        figures.acked(message, now);
    }

    @Override
    public void delivered(Message message, Member member, long now) {
        figures.delivered(message, now);
    }

    @Override
    public void done(Message message, long now) {
        pace.done(message);
    }

    int liveMembers() {
        return live;
    }

    long bytesRead() {
        return loop.bytesRead();
    }

    Product product() {
        return product;
    }

    Api api() {
        return api;
    }

    Doors doors() {
        return doors;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public ServerFrames frames() {
        return frames;
    }

    Figures figures() {
        return figures;
    }

    List<Conversation> conversations() {
        return conversations;
    }

    @Override
    public void close() throws IOException {
        doors.close();
        loop.close();
    }
}
