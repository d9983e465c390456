package connectly.handlers.registering;

import connectly.events.UserId;

/** The account exists. */
public record AccountOpened(UserId userId) {}
