package connectly.web.people;

import connectly.query.Page;
import connectly.query.people.PeopleQueries;
import connectly.query.people.PersonView;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class PeopleController {
    private final PeopleQueries people;

    PeopleController(PeopleQueries people) {
        this.people = people;
    }

    @GetMapping("/api/v1/users")
    Page<PersonView> find(@RequestParam(defaultValue = "") String q, @RequestParam @Nullable String after) {
        return people.startingWith(q, after);
    }
}
