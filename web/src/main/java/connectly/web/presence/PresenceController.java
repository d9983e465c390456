package connectly.web.presence;

import connectly.web.identity.Caller;
import connectly.web.problem.Problem;
import connectly.web.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Whether others may see if one is there. */
@RestController
@RequestMapping("/api/v1/me/presence")
final class PresenceController {
    private final Presence presence;

    PresenceController(Presence presence) {
        this.presence = presence;
    }

    /** @param visible whether contacts are told of one's presence and typing, and one of theirs */
    record Setting(@Nullable Boolean visible) {}

    @GetMapping
    Setting get(@AuthenticationPrincipal Caller caller) {
        return new Setting(!presence.isHidden(caller.requireUser()));
    }

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(@RequestBody Setting wanted, @AuthenticationPrincipal Caller caller) {
        if (wanted.visible() == null) {
            throw Problem.of(ProblemCode.VALIDATION_FAILED)
                    .field("visible", "required", "This field is required.")
                    .toException();
        }
        presence.setHidden(caller.requireUser(), !wanted.visible());
    }
}
