package connectly.projectors;

import connectly.readmodel.ReadModelWriter;
import org.axonframework.messaging.core.unitofwork.transaction.Transaction;
import org.axonframework.messaging.core.unitofwork.transaction.TransactionManager;

/** Lets a unit of work of Axon span a transaction of the read model, so that rows and token commit together. */
final class ReadModelTransactions implements TransactionManager {
    private final ReadModelWriter writer;

    ReadModelTransactions(ReadModelWriter writer) {
        this.writer = writer;
    }

    @Override
    public Transaction startTransaction() {
        writer.begin();
        return new Transaction() {
            @Override
            public void commit() {
                writer.commit();
            }

            // Axon rolls back after a failed commit too, and also when the transaction has ended.
            @Override
            public void rollback() {
                if (writer.isInTransaction()) {
                    writer.rollback();
                }
            }
        };
    }

    @Override
    public boolean requiresSameThreadInvocations() {
        return true;
    }
}
