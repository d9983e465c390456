/**
 * The tables that people read: their schema, and the one file of SQLite that holds a generation of them. A generation is
 * disposable; the log makes it again.
 */
@NullMarked
package connectly.readmodel;

import org.jspecify.annotations.NullMarked;
