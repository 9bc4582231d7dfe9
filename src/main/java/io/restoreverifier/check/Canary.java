package io.restoreverifier.check;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a system has written into its own database before its backup, as {@code docs/canary.sql} does.
 *
 * @param identifier PostgreSQL's own of the system; null when its role may not read that
 * @param nonce drawn anew each time it is written; empty when it is none, as that script draws them
 */
record Canary(
        String system,
        String database,
        String host,
        @Nullable String identifier,
        Instant at,
        Optional<UUID> nonce) {
    @Override
    public String toString() {
        return "system " + system + ", database " + database + " on " + host;
    }
}
