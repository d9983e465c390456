package connectly.eventlog;

/** What kind of event it is: its frozen name and the version of its shape. */
record EventType(String name, String version) {}
