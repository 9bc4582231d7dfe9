/**
 * Disposable places to restore into, without a way out, gone afterwards on every path.
 *
 * <p>Knows nothing of backups beyond the name it labels a sandbox with.
 */
@NullMarked
package io.restoreverifier.sandbox;

import org.jspecify.annotations.NullMarked;
