/**
 * The custom format of pg_dump, read in sequence and without trusting it: header, table of contents, blocks of data.
 *
 * <p>A floor below {@code inspect}, which looks for damage and counts, and {@code restore}, which sends statements and data
 * to a server where no pg_restore is installed. Knows no server.
 */
@NullMarked
package io.restoreverifier.dump;

import org.jspecify.annotations.NullMarked;
