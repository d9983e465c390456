package connectly.bench.chat;

/**
 * A bot of the load.
 *
 * @param token its bearer token
 */
record User(String id, String token) {
    @Override
    public String toString() {
        return id;
    }
}
