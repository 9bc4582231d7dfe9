package io.restoreverifier.remote;

import io.restoreverifier.remote.RemoteException.Why;
import java.io.IOException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A prefix in S3, to put objects below; an object is there as a whole, or not at all. */
final class S3Deposit implements Deposit {
    private final S3Place place;

    S3Deposit(S3Place place) {
        this.place = place;
    }

    @Override
    public String location() {
        return place.location();
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        place.patience().ask(() -> {
            try (S3Client client = S3Connection.open(place)) {
                return client.putObject(
                        r -> r.bucket(place.bucket())
                                .key(place.prefix() + name)
                                .contentType(type(name))
                                // Old pages that caches keep would hide that nobody refreshes them.
                                .cacheControl("no-cache"),
                        RequestBody.fromBytes(content));
            } catch (RuntimeException e) {
                RemoteException trouble = S3Trouble.explain(place, e);
                throw trouble.why() == Why.GONE
                        ? new RemoteException(Why.REFUSED, location() + " does not exist", "correct its name", e)
                        : trouble;
            }
        });
    }

    private static String type(String name) {
        return name.endsWith(".html") ? "text/html; charset=utf-8" : "application/octet-stream";
    }
}
