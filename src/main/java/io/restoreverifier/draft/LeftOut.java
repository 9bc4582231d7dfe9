package io.restoreverifier.draft;

import java.nio.file.Path;

/**
 * A file or folder that is in no entry.
 *
 * @param reason what it is or why, as it stands in a list
 * @param matters whether it may be a backup that nobody will verify
 */
public record LeftOut(Path path, String reason, boolean matters) {}
