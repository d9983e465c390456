package connectly.eventlog;

/**
 * The condition of an append: no event may match the query beyond the position up to which the decision has read.
 *
 * @param after {@link Long#MAX_VALUE} when the append is unconditional
 */
record AppendGuard(Query query, long after) {
    static final AppendGuard NONE = new AppendGuard(Query.EVERYTHING, Long.MAX_VALUE);
}
