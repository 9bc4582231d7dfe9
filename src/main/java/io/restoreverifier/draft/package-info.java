/**
 * Looks at folders in which artifacts lie, and drafts the entries of a catalog for them. It only ever reads there, writes
 * nothing but new files where the catalog is to be, and must not know how anything is restored. What it drafts is a
 * beginning for somebody who knows the system; what it cannot place is told and never left out in silence.
 */
@NullMarked
package io.restoreverifier.draft;

import org.jspecify.annotations.NullMarked;
