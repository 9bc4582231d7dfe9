package io.restoreverifier.dump;

import io.restoreverifier.model.MariadbBackup;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what there is of a backup of mariadb-backup among files, which may be anything else as well: the two small texts
 * that the tool writes last, under their names before and since version 11. Used once.
 */
public final class MariadbBackupFacts {
    private static final int LONGEST_TEXT = 1 << 16;
    private static final int MOST_TEXTS = 64;
    private static final String LOG_NAME = "ib_logfile0";
    private static final String FOLDER = "((?:[^/]+/){0,3})";
    private static final Pattern TEXT =
            Pattern.compile(FOLDER + "(?:xtrabackup|mariadb_backup)_(checkpoints|info|binlog_info)");
    private static final Pattern LOG = Pattern.compile(FOLDER + "ib_logfile0");
    private static final Pattern SYSTEM = Pattern.compile(FOLDER + "ibdata1(?:\\.delta)?");
    private static final Pattern LINE = Pattern.compile("(?m)^(\\w+) *= *(.*)$");
    private static final Pattern POSITION = Pattern.compile("^(\\S+)\\s+(\\d{1,18})\\b");

    /** By the folder, then by what it is. */
    private final Map<String, Map<String, ByteArrayOutputStream>> texts = new LinkedHashMap<>();

    private final Set<String> logs = new HashSet<>();
    private final Set<String> systems = new HashSet<>();
    private int gathered;

    /** A file that is there. */
    public void file(String path) {
        Matcher matcher = LOG.matcher(path);
        if (matcher.matches()) {
            logs.add(matcher.group(1));
        } else if ((matcher = SYSTEM.matcher(path)).matches()) {
            systems.add(matcher.group(1));
        }
    }

    /** Whether the bytes of a file are wanted. */
    public static boolean wants(String path) {
        return TEXT.matcher(path).matches();
    }

    /** Some bytes of it, in their order. */
    public void bytes(String path, byte[] bytes, int length) {
        Matcher matcher = TEXT.matcher(path);
        if (!matcher.matches()) {
            return;
        }
        Map<String, ByteArrayOutputStream> there = texts.computeIfAbsent(matcher.group(1), f -> new HashMap<>());
        ByteArrayOutputStream text = there.get(matcher.group(2));
        if (text == null && gathered++ < MOST_TEXTS) {
            there.put(matcher.group(2), text = new ByteArrayOutputStream());
        }
        if (text != null && text.size() < LONGEST_TEXT) {
            text.write(bytes, 0, Math.min(length, LONGEST_TEXT - text.size()));
        }
    }

    /** Empty when there is none. One that lacks something is one when two of the files are there that each of them has. */
    public Optional<MariadbBackup> backup() {
        return Stream.concat(texts.keySet().stream(), systems.stream())
                .distinct()
                .filter(folder -> missing(folder).stream()
                                .filter(name -> !name.equals(LOG_NAME))
                                .count()
                        <= 1)
                .min(Comparator.comparing(String::length))
                .map(folder -> backup(folder, texts.getOrDefault(folder, Map.of())));
    }

    private List<String> missing(String folder) {
        Map<String, ByteArrayOutputStream> there = texts.getOrDefault(folder, Map.of());
        List<String> missing = new ArrayList<>();
        for (String text : List.of("checkpoints", "info")) {
            if (!there.containsKey(text)) {
                missing.add("xtrabackup_" + text);
            }
        }
        if (!systems.contains(folder)) {
            missing.add("ibdata1");
        }
        if (!logs.contains(folder)) {
            missing.add(LOG_NAME);
        }
        return missing;
    }

    private MariadbBackup backup(String folder, Map<String, ByteArrayOutputStream> there) {
        Map<String, String> said = new HashMap<>(lines(there.get("info")));
        said.putAll(lines(there.get("checkpoints")));
        String type = said.getOrDefault("backup_type", "");
        return new MariadbBackup(
                said.getOrDefault("server_version", ""),
                folder,
                type.equals("incremental"),
                type.equals("log-applied") || type.equals("full-prepared"),
                number(said.get("from_lsn")),
                number(said.get("to_lsn")),
                missing(folder),
                position(there.get("binlog_info")));
    }

    private static Map<String, String> lines(@Nullable ByteArrayOutputStream text) {
        Map<String, String> lines = new HashMap<>();
        if (text != null) {
            LINE.matcher(text.toString(StandardCharsets.UTF_8))
                    .results()
                    .forEach(line -> lines.put(line.group(1), line.group(2).strip()));
        }
        return lines;
    }

    private static Optional<MariadbBackup.BinlogPosition> position(@Nullable ByteArrayOutputStream text) {
        Matcher matcher = POSITION.matcher(text == null ? "" : text.toString(StandardCharsets.UTF_8));
        return matcher.find()
                ? Optional.of(new MariadbBackup.BinlogPosition(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
