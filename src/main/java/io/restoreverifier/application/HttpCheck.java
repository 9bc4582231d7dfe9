package io.restoreverifier.application;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.CheckResult;
import io.restoreverifier.model.Durations;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;

/** {@code http:}: a request is answered as expected. Nothing of the answer is shown but its status, size and time. */
final class HttpCheck implements ApplicationCheck {
    /** A page is smaller; what comes after is not looked at. */
    private static final int MOST_BYTES = 8 << 20;

    private final String name;
    private final HttpQuestion question;

    HttpCheck(HttpQuestion question) {
        this("http", question);
    }

    /** @param name of the check that it is a part of */
    HttpCheck(String name, HttpQuestion question) {
        this.name = name;
        this.question = question;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<CheckResult> put(Visit visit, Duration limit) {
        Duration patience = question.patience().compareTo(limit) < 0 ? question.patience() : limit;
        HttpRequest request = question.request(visit::address, patience);
        long begun = System.nanoTime();
        try {
            HttpResponse<InputStream> response =
                    visit.client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            byte[] body;
            try (InputStream in = response.body()) {
                body = in.readNBytes(MOST_BYTES);
            }
            return List.of(judged(new HttpAnswer(response, body, Duration.ofNanos(System.nanoTime() - begun)), visit));
        } catch (HttpTimeoutException e) {
            return List.of(none(visit, "no answer within " + Durations.format(patience)));
        } catch (IOException e) {
            return List.of(none(visit, "no answer: the connection ended"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTell(FindingCode.INTERRUPTED, "check http was interrupted", "", e);
        }
    }

    private CheckResult judged(HttpAnswer answer, Visit visit) {
        List<String> wrong = question.expected().wrongIn(answer);
        if (wrong.isEmpty()) {
            return CheckResult.passed(
                    name(), question.name(), question.expected().inWords(), answer.inWords());
        }
        return none(visit, String.join(", ", wrong));
    }

    /** Nothing that is not the application's own doing is held against it. */
    private CheckResult none(Visit visit, String found) {
        visit.doorway().trouble().ifPresent(trouble -> {
            throw trouble;
        });
        visit.exhaustion().ifPresent(exhausted -> {
            throw exhausted;
        });
        return question.failed(name(), found, visit.application().causes());
    }
}
