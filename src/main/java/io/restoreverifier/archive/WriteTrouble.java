package io.restoreverifier.archive;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Says why the verifier could not write on its own disk: full, or broken. Either way no fault of the backup. */
public final class WriteTrouble {
    private static final Pattern FULL = Pattern.compile("No space left|[Qq]uota exceeded");

    /** When less is free than one write takes, the disk is full in whatever language the system says so. */
    private static final long NEXT_TO_NOTHING = 1 << 16;

    private WriteTrouble() {}

    /**
     * The exception to throw.
     *
     * @param folder an existing one on the disk that was written to
     * @param needed bytes that the whole write would have taken, at least
     */
    public static CannotTell explain(IOException e, Path folder, long needed) {
        long free = free(folder);
        boolean full = FULL.matcher(String.valueOf(e.getMessage())).find() || (free >= 0 && free < NEXT_TO_NOTHING);
        if (full) {
            String message = "the working folder's disk is full: needed " + Quantity.bytes(needed) + ", free "
                    + (free < 0 ? "unknown" : Quantity.bytes(free));
            return new CannotTell(FindingCode.OUT_OF_DISK, message, "free some space or use another working folder", e);
        }
        String message = "the working folder cannot be written to: " + reason(e, folder);
        return new CannotTell(FindingCode.TOOL_FAILED, message, "look at the disk of the working folder", e);
    }

    /** The system's words, without the path that the JDK puts before them. */
    static String reason(IOException e, Path file) {
        if (e instanceof FileSystemException trouble && trouble.getReason() != null) {
            return trouble.getReason();
        }
        if (e instanceof CharacterCodingException) {
            return "a name has characters that this system's locale cannot write";
        }
        String message = String.valueOf(e.getMessage());
        return message.contains(file.toString()) ? e.getClass().getSimpleName() : message;
    }

    private static long free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }
}
