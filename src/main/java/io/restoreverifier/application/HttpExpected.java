package io.restoreverifier.application;

import io.restoreverifier.model.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an answer must be like.
 *
 * @param contains texts that must be in it
 * @param within how long it may take, up to its last byte
 */
record HttpExpected(int status, List<String> contains, Optional<Duration> within) {

    HttpExpected {
        contains = List.copyOf(contains);
    }

    /** What is not as expected, each in words that show nothing of the answer; empty when it holds. */
    List<String> wrongIn(HttpAnswer answer) {
        List<String> wrong = new ArrayList<>();
        if (answer.status() != status) {
            wrong.add("status " + answer.status());
        }
        String text = answer.text();
        for (String wanted : contains) {
            if (!text.contains(wanted)) {
                wrong.add(answer.body().length + " bytes without `" + wanted + "`");
            }
        }
        within.filter(limit -> answer.took().compareTo(limit) > 0)
                .ifPresent(limit -> wrong.add("an answer after " + Durations.format(answer.took())));
        return wrong;
    }

    String inWords() {
        List<String> words = new ArrayList<>(List.of("status " + status));
        contains.forEach(text -> words.add("`" + text + "`"));
        within.ifPresent(limit -> words.add("within " + Durations.format(limit)));
        return String.join(", ", words);
    }
}
