package io.restoreverifier.inspect;

import io.restoreverifier.archive.DamageFound;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Unwrapped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** The first bytes of an artifact, or of what its compression holds: all that recognising a format takes. */
final class Head {
    /** A tar's first header takes 512 bytes, comments before an SQL dump's own may take a few lines. */
    static final int LENGTH = 16 << 10;

    private final byte[] bytes;
    private final boolean broken;

    Head(byte[] bytes) {
        this(bytes, false);
    }

    private Head(byte[] bytes, boolean broken) {
        this.bytes = bytes;
        this.broken = broken;
    }

    static Head of(InputStream stream) throws IOException {
        return new Head(stream.readNBytes(LENGTH));
    }

    int length() {
        return bytes.length;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Whether the compression broke off so early that there is less here than the header of any archive. */
    boolean isTooShort() {
        return broken && bytes.length < 512;
    }

    /** Whether the given bytes, each 0 to 255, stand at an offset. */
    boolean has(int offset, int... expected) {
        if (bytes.length < offset + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((bytes[offset + i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether an ASCII text stands at an offset. */
    boolean has(int offset, String expected) {
        return has(offset, expected.chars().toArray());
    }

    /** Whether there are blocks of zeros and nothing else, which is how tar(1) ends an archive, also one without entries. */
    boolean isEndOfTar() {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return bytes.length >= 512;
    }

    /** The bytes as text without a byte order mark and leading blanks; each byte one character. */
    String text() {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return (text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text).stripLeading();
    }

    /** Whether it reads as text: no control characters but tabs and line ends, at least one printable. */
    boolean isText() {
        for (byte b : bytes) {
            int c = b & 0xff;
            if ((c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != 0x1b) || c == 0x7f) {
                return false;
            }
        }
        return bytes.length > 0;
    }

    /**
     * The first bytes of what a compression holds. As many as there are before it ends or breaks.
     *
     * @throws DamageFound when it ends or breaks before its first byte of content
     */
    static Head inside(Path file) throws IOException {
        byte[] content = new byte[LENGTH];
        int length = 0;
        try (Unwrapped unwrapped = Unwrapped.open(file, Limits.READ_THROUGH, through -> {})) {
            for (int n = unwrapped.read(content, 0, LENGTH);
                    n > 0;
                    n = unwrapped.read(content, length, LENGTH - length)) {
                length += n;
            }
        } catch (DamageFound e) {
            if (length == 0) {
                throw e;
            }
            return new Head(Arrays.copyOf(content, length), true);
        }
        return new Head(Arrays.copyOf(content, length), false);
    }
}
