package io.restoreverifier.restore;

import io.restoreverifier.model.Settings;
import java.util.Optional;

/**
 * What the catalog says of a git repository that comes back.
 *
 * @param path of the repository in the archive, where that holds several
 * @param branch whose files are looked at; the repository's default when it is left out
 */
record GitSettings(Optional<String> path, Optional<String> branch, String image) {
    /** Of the official images, the smallest that has git. */
    static final String IMAGE = "buildpack-deps:trixie-scm";

    static GitSettings read(Settings settings) {
        Optional<String> branch = settings.text("branch");
        branch.filter(b -> !b.matches("[^\\s~^:?*\\[\\\\-][^\\s~^:?*\\[\\\\]*"))
                .ifPresent(b ->
                        settings.problem("branch", "`" + b + "` is no name of a branch", "write for example main"));
        return new GitSettings(
                settings.text("path"), branch, settings.text("image").orElse(IMAGE));
    }
}
