/**
 * One class a kind of check, put to what was restored.
 *
 * <p>Sees the restored thing and its sandbox; never the origin.
 */
@NullMarked
package io.restoreverifier.check;

import org.jspecify.annotations.NullMarked;
