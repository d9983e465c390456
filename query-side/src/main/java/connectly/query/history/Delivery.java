package connectly.query.history;

/**
 * How far a message has come to those whom it was sent to: who has been a member since before it, and still is, but for
 * its sender.
 *
 * @param status "read" once all of them have read it, else "delivered" once all of them have it, else "sent"
 * @param deliveredTo how many have it
 * @param readBy how many have read it
 */
record Delivery(String status, int deliveredTo, int readBy) {
    static Delivery of(int recipients, int deliveredTo, int readBy) {
        if (recipients > 0 && readBy == recipients) {
            return new Delivery("read", deliveredTo, readBy);
        }
        return new Delivery(recipients > 0 && deliveredTo == recipients ? "delivered" : "sent", deliveredTo, readBy);
    }
}
