/**
 * Where artifacts lie: one class a kind of source.
 *
 * <p>Reads only. Nothing here can write, delete, rename or touch where the artifacts lie.
 */
@NullMarked
package io.restoreverifier.source;

import org.jspecify.annotations.NullMarked;
