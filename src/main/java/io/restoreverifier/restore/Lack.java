package io.restoreverifier.restore;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.sandbox.SandboxInfo;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a server that nobody chose for this dump does not have. In an image that the entry names, or leaves as it is, a
 * missing extension is a finding; of the PostgreSQL that a machine happens to have it says nothing about the backup.
 */
final class Lack {
    /** How a server says that it was built without something, or that a library is not installed. */
    private static final Pattern BUILT_WITHOUT = Pattern.compile("unsupported XML feature|"
            + "compression method \\S+ (?:is )?not supported|not supported in this build|not supported by this build|"
            + "could not access file|could not load library");

    private Lack() {}

    /** What keeps us from telling; empty when the findings speak about the backup, or the image was chosen. */
    static Optional<CannotTell> in(Collection<Finding> findings, SandboxInfo sandbox) {
        if (!sandbox.image().isEmpty()) {
            return Optional.empty();
        }
        return findings.stream()
                .filter(f -> f.isError() && isLack(f))
                .findFirst()
                .map(f -> new CannotTell(
                        FindingCode.TOOL_FAILED,
                        sandbox.equipment() + " lacks what the dump needs: "
                                + (f.code() == FindingCode.EXTENSION_MISSING
                                        ? "extension " + f.subject()
                                        : f.message()),
                        "install it for this PostgreSQL, or use a Docker engine and name an image that has it"));
    }

    private static boolean isLack(Finding finding) {
        return finding.code() == FindingCode.EXTENSION_MISSING
                || BUILT_WITHOUT.matcher(finding.message()).find();
    }
}
