/**
 * What LVM2 writes at the beginning of a physical volume, read without trusting it: label, header of a metadata area, and the text
 * that says which extents make which logical volume, as LVM2's sources have them ({@code lib/format_text/layout.h}).
 *
 * <p>Says where the bytes of a volume lie and reads none of them. Knows no disk, no image, and no program.
 */
@NullMarked
package io.restoreverifier.dump.lvm;

import org.jspecify.annotations.NullMarked;
