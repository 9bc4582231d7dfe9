package io.restoreverifier.archive;

import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;

/** What a 7z archive keeps in the attributes of Windows: above them the mode of Unix, where {@code p7zip} or 7-Zip packed there. */
final class SevenZipAttributes {
    private static final int REPARSE_POINT = 0x400;
    private static final int UNIX = 0x8000;

    private SevenZipAttributes() {}

    /** Whether it is a link of Windows, whose data no Unix understands. */
    static boolean isReparsePoint(SevenZArchiveEntry header) {
        return header.getHasWindowsAttributes()
                && (header.getWindowsAttributes() & REPARSE_POINT) != 0
                && unixMode(header) == 0;
    }

    /** 0 where it was packed elsewhere than on Unix. */
    static int unixMode(SevenZArchiveEntry header) {
        boolean unix = header.getHasWindowsAttributes() && (header.getWindowsAttributes() & UNIX) != 0;
        return unix ? header.getWindowsAttributes() >>> 16 : 0;
    }
}
