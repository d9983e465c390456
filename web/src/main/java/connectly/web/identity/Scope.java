package connectly.web.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an access token may be used for. A browser's session may do all its user may. */
public enum Scope {
    /** See what the user sees. */
    READ,
    /** Act as the user: every request but GET, and every frame of a socket that changes something. */
    WRITE;

    public static final Set<Scope> ALL = Set.copyOf(EnumSet.allOf(Scope.class));

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Scope> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName().equals(name))
                .findFirst();
    }

    /** As stored: wire names in order, separated by a blank. */
    static String stored(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::wireName).collect(Collectors.joining(" "));
    }

    static Set<Scope> fromStored(String stored) {
        return Arrays.stream(stored.split(" "))
                .flatMap(name -> ofWireName(name).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
