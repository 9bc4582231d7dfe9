package io.restoreverifier.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Turns the name that an archive claims into the parts of a path that cannot leave its folder, or says why it will not.
 *
 * <p>Names are for Linux: a backslash is an ordinary character there ({@code dev-disk\x2dby.swap} is a real file of
 * systemd). A name is still refused when it would be unsafe with backslashes read as slashes, because whoever unpacks the
 * same backup by hand elsewhere would be hit.
 */
public final class SafeName {
    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:[/\\\\]");
    private static final Pattern UP = Pattern.compile("(^|[/\\\\])\\.\\.($|[/\\\\])");
    private static final int SHOWN = 200;

    private SafeName() {}

    /**
     * The parts of a name without {@code .} and empty ones; no parts for the folder itself.
     *
     * @throws Unsafe when the name is refused
     */
    static List<String> parts(String name, Limits limits) throws Unsafe {
        refuseUnlessRelative(name);
        if (UP.matcher(name).find()) {
            throw new Unsafe("its name goes up with `..`");
        }
        if (bytes(name) > limits.nameBytes()) {
            throw new Unsafe("its name is longer than " + Quantity.bytes(limits.nameBytes()));
        }
        List<String> parts = split(name);
        if (parts.size() > limits.depth()) {
            throw new Unsafe("it lies deeper than " + Quantity.of(limits.depth(), "folder", "folders"));
        }
        for (String part : parts) {
            if (bytes(part) > Limits.PART_BYTES) {
                throw new Unsafe("a part of its name is longer than " + Quantity.bytes(Limits.PART_BYTES));
            }
        }
        return parts;
    }

    /** Refuses what is no relative path: empty, absolute, with a drive letter, with a NUL or half a surrogate pair. */
    static void refuseUnlessRelative(String name) throws Unsafe {
        if (name.isEmpty()) {
            throw new Unsafe("its name is empty");
        }
        if (name.indexOf('\0') >= 0) {
            throw new Unsafe("its name holds a NUL character");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new Unsafe("its name holds half of a character");
        }
        if (name.startsWith("/") || name.startsWith("\\")) {
            throw new Unsafe("its name is absolute");
        }
        if (DRIVE.matcher(name).find()) {
            throw new Unsafe("its name begins with a drive letter");
        }
    }

    static List<String> split(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.split("/", -1)) {
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** A name as it may be printed: control and direction characters escaped, at most 200 characters. */
    public static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints().limit(SHOWN).forEach(c -> {
            int type = Character.getType(c);
            boolean invisible = Character.isISOControl(c)
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (invisible) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return name.codePointCount(0, name.length()) > SHOWN ? shown + "..." : shown.toString();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Why a name or a link is refused. Never leaves this room. */
    static final class Unsafe extends Exception {
        private static final long serialVersionUID = 1;
        private final String reason;

        Unsafe(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
