/**
 * One class a kind of artifact: how it comes back, by the tool that an operator would use.
 *
 * <p>Sees the sandbox it restores into and nothing of where the artifact came from.
 */
@NullMarked
package io.restoreverifier.restore;

import org.jspecify.annotations.NullMarked;
