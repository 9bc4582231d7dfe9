/**
 * The formats of pg_dump, read in sequence and without trusting them: header, table of contents, blocks of data; and how a
 * physical backup is laid out.
 *
 * <p>A floor below {@code inspect}, which looks for damage and counts, and {@code restore}, which sends statements and data
 * to a server where no pg_restore is installed, and unpacks data directories. Knows no server.
 */
@NullMarked
package io.restoreverifier.dump;

import org.jspecify.annotations.NullMarked;
