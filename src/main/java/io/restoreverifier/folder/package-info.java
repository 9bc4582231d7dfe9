/** Folders of a run's own, how other runs tell that it lives, and how they are removed. Knows nothing of what is in them. */
@NullMarked
package io.restoreverifier.folder;

import org.jspecify.annotations.NullMarked;
