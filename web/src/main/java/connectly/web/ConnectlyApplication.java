package connectly.web;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The composition root's beginning: every configuration and controller below this package. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
class ConnectlyApplication {}
