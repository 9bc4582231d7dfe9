package io.restoreverifier.outlet.status;

import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.remote.Deposit;
import io.restoreverifier.remote.Patience;
import io.restoreverifier.remote.RemoteException;
import io.restoreverifier.remote.S3Place;
import io.restoreverifier.remote.SftpPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Puts one page into a folder behind SFTP or a prefix in S3 as {@code index.html}. Readers there see the old page or the
 * new one.
 *
 * @param places how it is reached with so much patience
 */
record RemotePublication(Function<Duration, Deposit> places, OnePage page) implements Publisher {

    /** Reads {@code sftp:} of {@code publish:}. */
    static RemotePublication sftp(Settings settings, boolean open) {
        SftpPlace place = SftpPlace.read(settings, "to", Patience.read(settings));
        return new RemotePublication(
                patience -> Deposit.at(place.with(place.patience().within(patience))), OnePage.read(settings, open));
    }

    /** Reads {@code s3:} of {@code publish:}. */
    static RemotePublication s3(Settings settings, boolean open) {
        S3Place place = S3Place.read(settings, "to", Patience.read(settings));
        return new RemotePublication(
                patience -> Deposit.at(place.with(place.patience().within(patience))), OnePage.read(settings, open));
    }

    @Override
    public void run(Map<String, String> pages, Duration patience) {
        Deposit deposit = places.apply(patience);
        try {
            Path folder = Path.of(Objects.requireNonNull(pages.get(page.variable())));
            deposit.put("index.html", Files.readAllBytes(folder.resolve("index.html")));
        } catch (RemoteException e) {
            throw new OutletException(
                    "the page was not put to " + deposit.location() + ": " + e.getMessage()
                            + (e.hint().isEmpty() ? "" : "; " + e.hint()),
                    e);
        } catch (IOException e) {
            throw new OutletException("the page was not put to " + deposit.location() + ": " + e, e);
        }
    }
}
