/** SQLite files as the log and its keys use them: how they are opened, marked as ours, and refused. */
@NullMarked
package connectly.eventlog.sqlite;

import org.jspecify.annotations.NullMarked;
