package io.restoreverifier.outlet.metrics;

import io.restoreverifier.outlet.Ending;
import io.restoreverifier.outlet.Outlet;
import io.restoreverifier.outlet.OutletException;
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
 * the catalog does not look alive for ever.
 */
final class Pushgateway implements Outlet {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final URI address;
    private final String job;

    /** @param address may carry a user and a password */
    Pushgateway(URI address, String job) {
        this.address = address;
        this.job = job;
    }

    @Override
    public String name() {
        return "metrics: push";
    }

    @Override
    public void tell(Ending ending) {
        HttpRequest request = request(ending);
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(request.timeout().orElse(LONGEST))
                    .build()
                    .send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new OutletException(shown() + " answers with status " + answer.statusCode() + ": "
                        + firstLine(answer.body()) + "; is it the address of a Pushgateway?");
            }
        } catch (IOException e) {
            throw new OutletException(shown() + " cannot be reached: " + e + "; is the Pushgateway running?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutletException(shown() + " was not told: interrupted", e);
        }
    }

    private HttpRequest request(Ending ending) {
        Duration patience = ending.patience().compareTo(LONGEST) < 0 ? ending.patience() : LONGEST;
        HttpRequest.Builder request = HttpRequest.newBuilder(target(ending.run().shard()))
                .timeout(patience)
                .header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .PUT(BodyPublishers.ofByteArray(Exposition.of(ending)));
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
