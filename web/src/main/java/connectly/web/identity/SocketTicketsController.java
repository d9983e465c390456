package connectly.web.identity;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class SocketTicketsController {
    private final SocketTickets tickets;

    SocketTicketsController(SocketTickets tickets) {
        this.tickets = tickets;
    }

    @PostMapping("/api/v1/socket-tickets")
    @ResponseStatus(HttpStatus.CREATED)
    SocketTickets.Ticket issue(@AuthenticationPrincipal Caller caller) {
        caller.requireUser();
        return tickets.issue(caller);
    }
}
