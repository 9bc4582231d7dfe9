package io.restoreverifier.outlet.status;

import io.restoreverifier.model.Settings;
import io.restoreverifier.outlet.OutletException;
import io.restoreverifier.remote.Patience;
import io.restoreverifier.remote.SftpPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Puts one page into a folder behind SSH as {@code index.html}, by rsync, which writes beside and renames: readers there see
 * the old page or the new one.
 */
record RsyncPublication(SftpPlace place, OnePage page) implements Publisher {
    /** Of rsync(1): socket and protocol streams, time-outs; 255 is that of ssh. */
    private static final Set<Integer> OF_THE_LINE = Set.of(10, 12, 30, 35, 255);

    private static final List<String> OF_NO_USE = List.of(
            "Host key verification failed",
            "Permission denied",
            "command not found",
            "Load key",
            "No such file",
            "Bad configuration option");

    /** Reads {@code rsync:} of {@code publish:}. */
    static RsyncPublication read(Settings settings, boolean open) {
        for (String key : List.of("password", "passphrase")) {
            if (settings.has(key)) {
                settings.problem(
                        key, "cannot be given to rsync", "use a key without a passphrase, or `sftp:` in its place");
            }
        }
        return new RsyncPublication(
                SftpPlace.read(settings, "to", Patience.read(settings)), OnePage.read(settings, open));
    }

    @Override
    public void run(Map<String, String> pages, Duration patience) {
        try {
            Path configuration = Files.createTempFile("restore-verifier-ssh", ".conf");
            try {
                Files.writeString(configuration, place.sshConfiguration());
                Path folder = Path.of(Objects.requireNonNull(pages.get(page.variable())));
                Publishing.untilWell(
                        "the page was not put to " + where() + ": rsync",
                        command(folder.resolve("index.html")),
                        Map.of("RSYNC_RSH", "ssh -F '" + configuration + "'"),
                        patience,
                        RsyncPublication::isPassing);
            } finally {
                Files.deleteIfExists(configuration);
            }
        } catch (IOException e) {
            throw new OutletException("the page was not put to " + where() + ": " + e, e);
        }
    }

    private List<String> command(Path file) {
        return List.of(
                "rsync",
                "--protect-args",
                "--chmod=F644",
                "--timeout=" + Math.max(1, place.patience().silence().toSeconds()),
                "--",
                file.toString(),
                place.user() + "@" + bracketed() + ":" + folder());
    }

    private String folder() {
        return place.path().endsWith("/") ? place.path() : place.path() + "/";
    }

    private String bracketed() {
        return place.host().contains(":") ? "[" + place.host() + "]" : place.host();
    }

    private String where() {
        return bracketed() + ":" + folder();
    }

    private static boolean isPassing(Publishing ended) {
        return ended.status().isEmpty() || OF_THE_LINE.contains(ended.status().getAsInt()) && !ended.says(OF_NO_USE);
    }
}
