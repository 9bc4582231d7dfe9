package io.restoreverifier.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Which version this is, as the jar says. */
final class Version implements IVersionProvider {

    /** {@code unknown} when it does not run from the jar. */
    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("unknown");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"restore-verifier " + text(), "java " + System.getProperty("java.version")};
    }
}
