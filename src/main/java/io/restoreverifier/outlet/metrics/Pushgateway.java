package io.restoreverifier.outlet.metrics;

import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.Refused;
import io.restoreverifier.outlet.Retries;
import io.restoreverifier.outlet.Unreached;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * A Pushgateway. What it has of the same job is replaced as a whole ({@code PUT}), so that a backup that is no longer in
 * the catalog does not look alive for ever; and so may be said again when it was not heard.
 */
final class Pushgateway implements Outlet {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final URI address;
    private final String job;
    private final Retries retries;

    /** @param address may carry a user and a password */
    Pushgateway(URI address, String job, Retries retries) {
        this.address = address;
        this.job = job;
        this.retries = retries;
    }

    @Override
    public String name() {
        return "metrics: push";
    }

    @Override
    public void tell(Ending ending) {
        byte[] text = Exposition.of(ending);
        URI target = target(ending.run().shard());
        retries.tell(LONGEST, ending.patience(), limit -> push(request(target, text, limit)));
    }

    private void push(HttpRequest request) throws Unreached, Refused, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = HttpClient.newBuilder()
                    .connectTimeout(request.timeout().orElse(LONGEST))
                    .build()
                    .send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Unreached(shown() + " cannot be reached; is the Pushgateway running?");
        }
        String told = shown() + " answers with status " + answer.statusCode() + ": " + firstLine(answer.body())
                + "; is it the address of a Pushgateway?";
        switch (answer.statusCode() / 100) {
            case 2 -> {}
            case 5 -> throw new Unreached(told);
            default -> throw new Refused(told);
        }
    }

    private HttpRequest request(URI target, byte[] text, Duration limit) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(limit)
                .header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .PUT(BodyPublishers.ofByteArray(text));
        String user = address.getUserInfo();
        if (user != null) {
            String credentials = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + credentials);
        }
        return request.build();
    }

    /** Each shard has a group of its own: else the last one would wipe out the others. */
    private URI target(String shard) {
        String group = shard.equals("1/1") ? "" : "/shard/" + shard.replace("/", "of");
        return URI.create(shown() + "/metrics/job/" + job + group);
    }

    /** Without credentials, and without a slash at its end. */
    private String shown() {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        return (address.getScheme() + "://" + address.getHost() + port + path).replaceAll("/+$", "");
    }

    private static String firstLine(String body) {
        String line = body.lines().findFirst().orElse("no text");
        return line.length() > 200 ? line.substring(0, 200) : line;
    }
}
