package io.restoreverifier.restore;

import io.restoreverifier.model.RestoredDisk.DiskFile;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Lines of a listing, as the Sleuth Kit's body file has them ({@code fls -m}). Names are hostile, and may hold what parts the fields. */
final class DiskListing {
    private static final int FIELDS_AFTER = 9;
    private static final String TO = " -> ";
    private static final DateTimeFormatter GRUB = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private DiskListing() {}

    /** Empty for what is no file of somebody's, such as the reader's own names of tables. */
    static Optional<DiskFile> read(String line) {
        int[] bars = new int[FIELDS_AFTER];
        int at = line.length();
        for (int i = FIELDS_AFTER - 1; i >= 0; i--) {
            at = line.lastIndexOf('|', at - 1);
            if (at < 2) {
                return Optional.empty();
            }
            bars[i] = at;
        }
        if (!line.startsWith("0|")) {
            return Optional.empty();
        }
        String kind = line.substring(bars[1] + 1, bars[2]);
        char type = kind.isEmpty() ? '?' : kind.charAt(0);
        if (type == 'v' || type == 'V') {
            return Optional.empty();
        }
        String name = line.substring(2, bars[0]);
        int arrow = type == 'l' ? name.indexOf(TO) : -1;
        return Optional.of(new DiskFile(
                arrow < 0 ? name : name.substring(0, arrow),
                type == 'r' ? 'f' : type,
                number(line.substring(bars[4] + 1, bars[5])),
                time(line.substring(bars[6] + 1, bars[7])),
                arrow < 0 ? "" : name.substring(arrow + TO.length()),
                line.substring(bars[0] + 1, bars[1])));
    }

    /** Where a path leads to by way of a link that it is, or goes through. */
    static String follow(DiskFile link, String path) {
        String rest = path.length() > link.path().length()
                ? path.substring(link.path().length())
                : "";
        String folder = link.path().replaceFirst("/[^/]*$", "");
        String target = (link.link().startsWith("/") ? link.link() : folder + "/" + link.link()) + rest;
        Deque<String> parts = new ArrayDeque<>();
        for (String part : target.split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    /** In seconds, or in digits of a date as GRUB and our own script have them. */
    private static Instant time(String text) {
        try {
            return text.matches("\\d{14}")
                    ? LocalDateTime.parse(text, GRUB).toInstant(ZoneOffset.UTC)
                    : Instant.ofEpochSecond(number(text));
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
