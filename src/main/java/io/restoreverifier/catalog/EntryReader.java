package io.restoreverifier.catalog;

import io.restoreverifier.model.Backup;
import io.restoreverifier.model.EntryLabels;
import io.restoreverifier.model.LineSpeed;
import io.restoreverifier.model.Location;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Suggestions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads entries: which kind they are, and the keys that all kinds share. Used by one thread. */
final class EntryReader {
    private static final String BACKUP = "backup";
    private static final String APPLICATION = "application";
    private static final String STORAGE = "storage";
    private static final List<String> KINDS = List.of(BACKUP, APPLICATION, STORAGE);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Common common;
    private final List<Backup> backups = new ArrayList<>();
    private final List<Backup> applications = new ArrayList<>();
    private final List<Backup> storage = new ArrayList<>();
    private final Map<String, Location> names = new HashMap<>();

    EntryReader(Common common) {
        this.common = common;
    }

    List<Backup> backups() {
        return backups;
    }

    List<Backup> applications() {
        return applications;
    }

    List<Backup> storage() {
        return storage;
    }

    /** Takes an entry in, also one with problems: its kinds shall read it too, so that all is said at once. */
    void read(Settings settings) {
        List<String> kinds = KINDS.stream().filter(settings::has).toList();
        if (kinds.isEmpty()) {
            noteMissingKind(settings);
            backups.add(entry(settings, ""));
            return;
        }
        if (kinds.size() > 1) {
            settings.problem(
                    kinds.get(1), "an entry is only one of backup, application and storage", "write two files");
        }
        String kind = kinds.get(0);
        Backup entry = entry(settings, name(settings, kind));
        (kind.equals(BACKUP) ? backups : kind.equals(APPLICATION) ? applications : storage).add(entry);
    }

    private Backup entry(Settings settings, String name) {
        Inherited said = common.defaults().overriddenBy(settings);
        return new Backup(
                name,
                settings.location(),
                labels(settings, said),
                Zones.read(settings).orElse(common.zone()),
                said.rpo(),
                said.rto(),
                said.timeout(),
                settings.duration("every"),
                IgnoreReader.read(settings),
                line(settings),
                Keep.read(settings),
                settings);
    }

    private static EntryLabels labels(Settings settings, Inherited said) {
        return new EntryLabels(settings.text("description").orElse(""), said.owner(), said.tags(), said.criticality());
    }

    /** A key that was meant to be the kind is one problem, not two. */
    private static void noteMissingKind(Settings settings) {
        for (String key : settings.keys()) {
            Optional<String> meant = Suggestions.nearest(key, KINDS);
            if (meant.isPresent()) {
                settings.has(key);
                settings.problem(key, "unknown key", "did you mean `" + meant.get() + "`?");
                return;
            }
        }
        settings.problem("neither a backup nor an application nor storage", "begin with `backup: NAME`");
    }

    private String name(Settings settings, String kind) {
        String name = settings.requiredText(kind);
        if (name.isBlank()) {
            return "";
        }
        if (!NAME.matcher(name).matches()) {
            settings.problem(
                    kind,
                    "`" + name + "` cannot be a name",
                    "use letters, digits, `-`, `_` and `.`, a letter or digit first, at most 100");
        }
        Location here = settings.node(kind).orElseThrow().location();
        Location first = names.putIfAbsent(name, here);
        if (first != null) {
            settings.problem(kind, "`" + name + "` is already the name of the entry at " + first, "rename one of them");
        }
        return name;
    }

    private static Optional<LineSpeed> line(Settings settings) {
        Optional<String> written = settings.text("line");
        Optional<LineSpeed> line = written.flatMap(LineSpeed::parse);
        if (written.isPresent() && line.isEmpty()) {
            settings.problem(
                    "line", "`" + written.get() + "` is not the speed of a line", "write for example 20Mbit/s");
        }
        return line;
    }
}
