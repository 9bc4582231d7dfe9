package io.restoreverifier.sandbox;

import com.github.dockerjava.api.model.Container;
import java.util.HashMap;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/**
 * How a container that stays for a look is told from what a dead run has left: by its name, since labels cannot be
 * changed. It ends by itself when its time is over, and goes with all that is in it.
 */
final class DockerStay {
    private static final String PREFIX = "restore-verifier-kept-";

    private DockerStay() {}

    /** One for each entry: the next one that stays takes the place of the one before. */
    static String name(String entry) {
        return PREFIX + entry;
    }

    static boolean stays(Container found) {
        return nameOf(found).startsWith(PREFIX);
    }

    /** Empty when it has none, as one that is just being removed. */
    static String nameOf(Container found) {
        String[] names = found.getNames();
        return names == null || names.length == 0 ? "" : names[0].replaceFirst("^/", "");
    }

    /** The labels, but for the one by which Testcontainers' cleaner would take it when this process ends. */
    static Map<String, String> unclaimed(Map<String, String> labels) {
        return new Unclaimed(labels);
    }

    private static final class Unclaimed extends HashMap<String, String> {
        private static final long serialVersionUID = 1;

        Unclaimed(Map<String, String> labels) {
            labels.forEach(super::put);
        }

        /** Testcontainers adds its own after everybody else. */
        @Override
        public void putAll(Map<? extends String, ? extends String> more) {
            more.forEach((name, value) -> {
                if (!name.equals(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL)) {
                    put(name, value);
                }
            });
        }
    }
}
