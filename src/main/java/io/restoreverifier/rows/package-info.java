/**
 * Digests of rows that do not depend on their order, so that what a dump holds and what came back can be compared without
 * keeping either.
 *
 * <p>A floor below {@code inspect}, which digests while a dump streams, and {@code check}, which digests what was restored.
 * Knows bytes in COPY's text format; no dump, no server.
 */
@NullMarked
package io.restoreverifier.rows;

import org.jspecify.annotations.NullMarked;
