package io.restoreverifier.inspect;

import io.restoreverifier.model.Format;
import java.util.Optional;

/**
 * What the first bytes of a file tell.
 *
 * @param format empty for what cannot be restored, whatever it is
 * @param label what it is, as it stands in a sentence: {@code a tar archive}
 * @param database the dumped one; empty when it is no dump, or does not say
 */
public record Glance(Optional<Format> format, String label, String database) {}
