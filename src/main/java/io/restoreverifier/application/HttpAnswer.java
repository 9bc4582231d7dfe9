package io.restoreverifier.application;

import io.restoreverifier.model.Durations;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** What came back; its text may carry rows and is never shown. */
record HttpAnswer(HttpResponse<InputStream> response, byte[] body, Duration took) {

    int status() {
        return response.statusCode();
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    List<String> header(String name) {
        return response.headers().allValues(name);
    }

    String inWords() {
        return "status " + status() + ", " + body.length + " bytes, " + Durations.format(took);
    }
}
