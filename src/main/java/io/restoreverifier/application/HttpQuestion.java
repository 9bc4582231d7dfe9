package io.restoreverifier.application;

import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Stage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.function.Function;

/**
 * A request, and what its answer must be like.
 *
 * @param name for messages
 * @param method in capitals
 * @param path with what is asked of it
 */
record HttpQuestion(String name, String method, String path, HttpExpected expected) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Beyond the limit of the answer, so that one that is late is told with its time. */
    Duration patience() {
        return expected.within().map(limit -> limit.plus(PATIENCE)).orElse(PATIENCE);
    }

    HttpRequest request(Function<String, URI> address, Duration limit) {
        return HttpRequest.newBuilder(address.apply(path))
                .timeout(limit)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
    }

    CheckResult failed(String found, String causes) {
        return CheckResult.withFinding(
                "http",
                name,
                expected.inWords(),
                found,
                Finding.error(
                        FindingCode.HTTP_FAILED,
                        Stage.CHECK,
                        name,
                        name + ": expected " + expected.inWords() + ", found " + found + causes,
                        "are database and code of the same day, and does production answer so?"));
    }
}
