package io.restoreverifier.coverage;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import java.util.Optional;
import java.util.function.Predicate;

/** What is there, asked of one place; for any thread. */
public final class Question {
    private final Place place;
    private final Predicate<String> taken;

    Question(Place place, Predicate<String> taken) {
        this.place = place;
        this.taken = taken;
    }

    /** As the catalog names it. */
    public String place() {
        return place.name();
    }

    /**
     * Asks, which may take as long as a network does.
     *
     * @throws CannotTell when the place does not answer
     */
    public Answer ask() {
        return new Answer(place, Optional.of(place.look(taken)), Optional.empty());
    }

    /** The answer of a place that gave none. */
    public Answer unanswered(Finding why) {
        return new Answer(place, Optional.empty(), Optional.of(why));
    }

    /** What came of it. */
    public static final class Answer {
        private final Place place;
        private final Optional<Seen> seen;
        private final Optional<Finding> why;

        private Answer(Place place, Optional<Seen> seen, Optional<Finding> why) {
            this.place = place;
            this.seen = seen;
            this.why = why;
        }

        Place place() {
            return place;
        }

        /** Empty when it gave none. */
        Optional<Seen> seen() {
            return seen;
        }

        /** Why it gave none. */
        Optional<Finding> why() {
            return why;
        }
    }
}
