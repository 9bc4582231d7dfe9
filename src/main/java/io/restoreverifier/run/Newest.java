package io.restoreverifier.run;

import io.restoreverifier.inspect.Inspector;
import io.restoreverifier.model.Artifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * What the newest artifact of an entry tells without being fetched.
 *
 * @param found whether there is one
 * @param database the one that it says it holds; empty when it does not say, or nobody asked
 * @param trouble why it is not known; empty when it is
 */
record Newest(Plan plan, boolean found, String database, Optional<Finding> trouble) {
    /** A header is far smaller. */
    private static final int HEAD = 1 << 16;

    /**
     * Looks.
     *
     * @param reading whether to read what database it holds
     * @param folder for a copy of its first bytes; others may use it at the same time
     * @throws CannotTell when the origin cannot be asked
     */
    static Newest of(Plan plan, Instant now, boolean reading, Path folder) {
        Optional<Artifact> newest =
                plan.source().locate(now).artifacts().stream().findFirst();
        String database =
                newest.filter(a -> reading).map(a -> database(plan, a, folder)).orElse("");
        return new Newest(plan, newest.isPresent(), database, Optional.empty());
    }

    static Newest unknown(Plan plan, Finding why) {
        return new Newest(plan, false, "", Optional.of(why));
    }

    /** What keeps it from being read, its own verification says. */
    private static String database(Plan plan, Artifact artifact, Path folder) {
        Path head = folder.resolve(plan.name() + ".head");
        try (InputStream bytes = plan.source().open(artifact)) {
            Files.write(head, bytes.readNBytes(HEAD));
            return Inspector.glance(head).database();
        } catch (IOException | CannotTell e) {
            return "";
        } finally {
            remove(head);
        }
    }

    /** The run's folder goes with the run, if this does not. */
    private static void remove(Path head) {
        try {
            Files.deleteIfExists(head);
        } catch (IOException e) {
            head.toFile().deleteOnExit();
        }
    }
}
