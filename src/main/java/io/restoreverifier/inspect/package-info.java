/**
 * What can be told of an artifact without restoring it: digests, format, structure, table of contents.
 *
 * <p>Knows no sandbox: everything here happens before one is started.
 */
@NullMarked
package io.restoreverifier.inspect;

import org.jspecify.annotations.NullMarked;
