package connectly.web.security;

import connectly.web.identity.Caller;
import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A {@link Caller} in Spring Security's terms: {@code ROLE_…} for roles, {@code SCOPE_…} for scopes. */
final class CallerAuthentication extends AbstractAuthenticationToken {
    private final transient Caller caller;

    CallerAuthentication(Caller caller) {
        super(authorities(caller));
        this.caller = caller;
        setAuthenticated(true);
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    /** The proof was looked at and dropped. */
    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    private static Collection<GrantedAuthority> authorities(Caller caller) {
        return Stream.concat(
                        caller.roles().stream().map(role -> "ROLE_" + role.name()),
                        caller.scopes().stream().map(scope -> "SCOPE_" + scope.name()))
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
    }
}
