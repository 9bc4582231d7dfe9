package io.restoreverifier.history;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A kind of database that the history is in. What is in it is the same in each. */
interface Store {
    /** For messages: the file, or the URL without what may be secret. */
    String name();

    /** To change the tables with. */
    DataSource forMigration();

    /** In one short transaction, which waits a while for another one; the caller commits and closes it. */
    Connection writing() throws SQLException;

    /** In one transaction that sees one state of everything; the caller closes it. */
    Connection reading() throws SQLException;

    /** Runs something that no other process may do to this history at the same time. */
    void alone(Runnable body);

    /** Why it did not work, with the way out. */
    HistoryException trouble(String doing, Exception cause);
}
