package io.restoreverifier.remote;

import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.PgbackrestInfo.Backup;
import io.restoreverifier.remote.Tool.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A stanza in a repository of pgBackRest in a folder of this machine or in a bucket, read by pgBackRest, which writes nothing there. See
 * pgBackRest's command reference: info, restore, archive-get, repo-ls, repo-get, verify.
 */
public final class PgbackrestStore implements BackupSets {
    /** The entry's own limit comes before. */
    private static final Duration LONGEST_RESTORE = Duration.ofDays(2);

    private static final Path ROOT = Path.of("/");
    /** Of {@code repo-get --ignore-missing}. */
    private static final int NOT_THERE = 1;

    private final PgbackrestPlace place;
    private final String stanza;
    private final PgbackrestStanza there;
    private final PgbackrestCall pgbackrest;

    private PgbackrestStore(PgbackrestStanza there) {
        this.place = there.place();
        this.stanza = there.stanza();
        this.there = there;
        this.pgbackrest = there.pgbackrest();
    }

    /** Reads the keys {@code stanza}, {@code cipher-pass} and {@code timeout}, and {@code pgbackrest} with what goes with it. */
    public static PgbackrestStore read(Settings settings) {
        Patience patience = Patience.read(settings);
        PgbackrestPlace place = PgbackrestPlace.read(settings, patience);
        String stanza = settings.requiredText("stanza");
        if (!stanza.matches("[A-Za-z0-9_.-]*")) {
            settings.problem("stanza", "is no name of a stanza", "write it as `pgbackrest info` does");
        }
        Optional<String> cipher = PgbackrestCall.line(settings, "cipher-pass")
                .map(pass -> "repo1-cipher-type=aes-256-cbc\nrepo1-cipher-pass=" + pass + "\n");
        PgbackrestCall pgbackrest = new PgbackrestCall(place, cipher.orElse(""), patience.silence());
        return new PgbackrestStore(new PgbackrestStanza(place, stanza, cipher.isPresent(), pgbackrest));
    }

    @Override
    public String program() {
        return "pgbackrest";
    }

    @Override
    public String location(String label) {
        return place.location() + "/backup/" + stanza + "/" + label;
    }

    @Override
    public List<BackupSet> sets() throws BrokenArtifact {
        return there.info().backups().stream()
                .map(backup -> new BackupSet(backup.label(), backup.time()))
                .toList();
    }

    @Override
    public Path restore(String label, Path room) throws IOException {
        Backup backup = there.info().backups().stream()
                .filter(candidate -> candidate.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IOException("backup " + label + " is not there any more"));
        Path cluster = Files.createDirectories(room.resolve("cluster"));
        Room.require(room, backup.bytes());
        List<String> call = new ArrayList<>(
                List.of("restore", "--stanza=" + stanza, "--set=" + label, "--pg1-path=" + cluster, "--type=none"));
        SortedSet<String> tablespaces = tablespaces(label);
        for (String number : tablespaces) {
            call.add("--tablespace-map=" + number + "=" + room.resolve(number));
        }
        judge(pgbackrest.run(ROOT, LONGEST_RESTORE, call.toArray(String[]::new)), "all of backup " + label);
        for (String number : tablespaces) {
            Path link = cluster.resolve("pg_tblspc").resolve(number);
            Files.deleteIfExists(link);
            Files.move(room.resolve(number), link);
        }
        if (backup.start().isPresent()) {
            takeWal(backup, cluster);
        }
        return cluster;
    }

    /** Both manifests are judged, since pgBackRest takes the copy where the first does not hold. */
    private SortedSet<String> tablespaces(String label) throws IOException {
        PgbackrestManifest manifest = new PgbackrestManifest(label);
        int read = 0;
        for (String name : List.of("backup.manifest", "backup.manifest.copy")) {
            Tool.Running running =
                    pgbackrest.open("repo-get", "--ignore-missing", "backup/" + stanza + "/" + label + "/" + name);
            try (InputStream in = running.output()) {
                manifest.read(in);
                Answer end = running.end();
                read += end.status() == 0 ? 1 : 0;
                if (end.status() != NOT_THERE) {
                    judge(end, name + " of backup " + label);
                }
            } finally {
                running.kill();
            }
        }
        if (read == 0) {
            throw new BrokenArtifact(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "backup " + label + " has no backup.manifest, nor a copy of it",
                    "take it from another copy of the repository, or make a full backup");
        }
        return manifest.tablespaces();
    }

    private void takeWal(Backup backup, Path cluster) throws IOException {
        String folder = "archive/" + stanza + "/" + backup.archive();
        Answer listed = pgbackrest.ask("repo-ls", folder, "--recurse", "--output=json");
        judge(listed, "the list of its WAL");
        PgbackrestWal wal = PgbackrestWal.of(listed.output(), backup.start().orElseThrow());
        wal.require(backup);
        for (String name : wal.names()) {
            Answer taken = pgbackrest.run(
                    cluster,
                    LONGEST_RESTORE,
                    "archive-get",
                    "--stanza=" + stanza,
                    "--pg1-path=" + cluster,
                    name,
                    "pg_wal/" + name);
            judge(taken, "WAL segment " + name);
            if (!Files.exists(cluster.resolve("pg_wal").resolve(name))) {
                throw PgbackrestWords.trouble(taken, "it did not give " + name, place);
            }
        }
    }

    private void judge(Answer answer, String what) throws BrokenArtifact {
        PgbackrestWords.judge(answer, what, place);
    }

    @Override
    public boolean provesWhatItGives() {
        return true;
    }

    @Override
    public String check() {
        return "pgbackrest verify";
    }

    @Override
    public Optional<String> damage(Duration limit) {
        Answer answer = pgbackrest.run(
                ROOT,
                limit,
                "verify",
                "--stanza=" + stanza,
                "--output=text",
                "--verbose",
                // Why a file could not be read it says nowhere else.
                "--log-level-stderr=detail");
        return PgbackrestWords.damage(answer, place);
    }
}
