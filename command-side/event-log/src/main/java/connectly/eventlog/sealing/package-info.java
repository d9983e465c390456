/**
 * Content that can be erased while its event stays: encrypted, with keys that are kept in a file of their own and can be
 * destroyed. Nothing here knows of events or of chat.
 */
@NullMarked
package connectly.eventlog.sealing;

import org.jspecify.annotations.NullMarked;
