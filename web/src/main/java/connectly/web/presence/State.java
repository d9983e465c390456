package connectly.web.presence;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How present somebody is, as others see them. */
enum State {
    @JsonProperty("online")
    ONLINE,
    @JsonProperty("away")
    AWAY,
    @JsonProperty("offline")
    OFFLINE
}
