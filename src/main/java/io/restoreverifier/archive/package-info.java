/**
 * How archives are read without trusting them: which names are safe, what is a bomb, how the layers are opened.
 *
 * <p>A floor below {@code inspect}, which walks an archive, and {@code restore}, which unpacks it: both go by these rules.
 * Also {@code source}, to which a folder is an archive.
 */
@NullMarked
package io.restoreverifier.archive;

import org.jspecify.annotations.NullMarked;
