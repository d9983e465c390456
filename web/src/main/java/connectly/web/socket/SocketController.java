package connectly.web.socket;

import connectly.web.identity.Caller;
import connectly.web.limits.ClientAddress;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import connectly.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Opens sockets at {@code /ws}. */
@Controller
final class SocketController {
    private final Handshake handshake;
    private final Upgrade upgrade;
    private final Sockets sockets;

    SocketController(Handshake handshake, Upgrade upgrade, Sockets sockets) {
        this.handshake = handshake;
        this.upgrade = upgrade;
        this.sockets = sockets;
    }

    @RequestMapping("/ws")
    void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Problem> mistake = UpgradeForm.mistake(request);
        if (mistake.isPresent()) {
            // A ticket is not spent on what cannot become a socket.
            response.setHeader(HttpHeaders.ALLOW, HttpMethod.GET.name());
            response.setHeader(UpgradeForm.VERSION_HEADER, UpgradeForm.VERSION);
            throw new ProblemException(mistake.get());
        }
        Caller caller = handshake.admit(request);
        Socket socket = new Socket(sockets, caller, ClientAddress.of(request));
        if (!upgrade.to(socket, request)) {
            throw Problem.of(ProblemCode.VALIDATION_FAILED)
                    .detail("This handshake cannot become a socket.")
                    .toException();
        }
    }
}
