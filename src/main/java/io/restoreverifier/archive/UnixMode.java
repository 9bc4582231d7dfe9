package io.restoreverifier.archive;

import io.restoreverifier.archive.Entry.Kind;

/** What a mode of Unix, as archives keep it, says of the kind of an entry. The bits are those of {@code inode(7)}. */
final class UnixMode {
    private static final int TYPE = 0170000;
    private static final int FILE = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int LINK = 0120000;
    private static final int PIPE = 0010000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int BLOCK_DEVICE = 0060000;

    private UnixMode() {}

    /** Whether it says what the entry is; what was packed elsewhere than on Unix does not. */
    static boolean hasType(int mode) {
        return (mode & TYPE) != 0;
    }

    /** A socket, and what no Unix knows, is OTHER. */
    static Kind kind(int mode) {
        return switch (mode & TYPE) {
            case FILE -> Kind.FILE;
            case DIRECTORY -> Kind.DIRECTORY;
            case LINK -> Kind.SYMBOLIC_LINK;
            case PIPE -> Kind.FIFO;
            case CHARACTER_DEVICE, BLOCK_DEVICE -> Kind.DEVICE;
            default -> Kind.OTHER;
        };
    }

    static int permissions(int mode) {
        return mode & 07777;
    }

    /** The same, and what is usual for what was packed elsewhere than on Unix, without permissions. */
    static int permissions(int mode, Kind kind) {
        int usual = kind == Kind.DIRECTORY ? 0755 : 0644;
        return permissions(mode) == 0 ? usual : permissions(mode);
    }
}
