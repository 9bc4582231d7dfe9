/**
 * Where copies of a backup stand: the failure domains that they share with production and with each other, how many
 * there must be, whether they agree, and whose turn it is to be restored. Knows what was declared and seen; asks nobody.
 */
@NullMarked
package io.restoreverifier.placement;

import org.jspecify.annotations.NullMarked;
