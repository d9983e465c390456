package connectly.handlers.registering;

import connectly.events.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What must be known to give a username away.
 *
 * @param owner who has it; null while it is free
 */
record Registrant(@Nullable UserId owner) {}
