package io.restoreverifier.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.Tool.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A server in the home of Barman in a folder of this machine, read by Barman through a {@link BarmanView}. See barman(1):
 * list-backups, check-backup, show-backup, recover.
 */
public final class BarmanStore implements BackupSets {
    /** The entry's own limit comes before. */
    private static final Duration LONGEST_RESTORE = Duration.ofDays(2);

    private static final Set<String> MADE = Set.of("DONE", "WAITING_FOR_WALS");

    private final Path home;
    private final String server;
    private final Duration silence;

    private BarmanStore(Path home, String server, Duration silence) {
        this.home = home;
        this.server = server;
        this.silence = silence;
    }

    /** Reads the keys {@code barman}, {@code server} and {@code timeout}. */
    public static BarmanStore read(Settings settings) {
        String server = settings.requiredText("server");
        if (!server.matches("[A-Za-z0-9_.-]*") || server.equals("all") || server.equals("barman")) {
            settings.problem("server", "is no name of a server", "write it as `barman list-servers` does");
        }
        return new BarmanStore(
                settings.path("barman").orElse(Path.of("/")),
                server,
                Patience.read(settings).silence());
    }

    @Override
    public String program() {
        return "barman";
    }

    @Override
    public String location(String label) {
        return home.resolve(server).resolve("base") + "/" + label;
    }

    @Override
    public boolean provesWhatItGives() {
        return false;
    }

    @Override
    public List<BackupSet> sets() {
        return inView(this::sets);
    }

    private List<BackupSet> sets(BarmanView view) throws IOException {
        Answer answer = barman(view, silence, "-f", "json", "list-backups", server);
        if (answer.status() != 0) {
            throw words().trouble(answer);
        }
        return sets(answer.output(), server);
    }

    static List<BackupSet> sets(String said, String server) {
        String byHand = "barman -f json list-backups " + server;
        return ToolJson.read(said, "what barman says of its backups", byHand, all -> {
            List<BackupSet> sets = new ArrayList<>();
            for (JsonNode node : all.path(server)) {
                if (MADE.contains(node.path("status").asText())) {
                    sets.add(new BackupSet(
                            node.path("backup_id").asText(),
                            Instant.ofEpochSecond(
                                    node.path("end_time_timestamp").asLong())));
                }
            }
            return sets;
        });
    }

    @Override
    public Path restore(String label, Path room) throws IOException {
        BarmanView view = BarmanView.of(Files.createDirectories(room.resolve("view")), origin(), server);
        Optional<String> wrong = wrong(view, label);
        if (wrong.isPresent()) {
            throw new BrokenArtifact(
                    FindingCode.ARTIFACT_INCOMPLETE,
                    "barman says of backup " + label + ": " + wrong.get(),
                    "run by hand: barman check-backup " + server + " " + label + "; make another backup");
        }
        Optional<BarmanTarballs> tarballs = view.tarballs(label);
        if (tarballs.isPresent()) {
            tarballs.get().requireHarmless(Room.of(room), silence, answer -> words().broken(view, answer, label));
        } else {
            view.requirePlain(label);
        }
        return recovered(view, label, room.resolve("cluster"), tarballs);
    }

    private Path recovered(BarmanView view, String label, Path cluster, Optional<BarmanTarballs> tarballs)
            throws IOException {
        Answer answer =
                barman(view, LONGEST_RESTORE, "recover", "--target-tli", "latest", server, label, cluster.toString());
        if (answer.status() != 0) {
            throw words().broken(view, answer, label);
        }
        new BarmanRestored(cluster).makeAsItWas(label);
        if (tarballs.isPresent() && !view.tablespaces(label).isEmpty()) {
            tarballs.get().bringMap(cluster, LONGEST_RESTORE, end -> {
                throw words().trouble(end);
            });
        }
        for (String number : view.tablespaces(label)) {
            Path link = Files.createDirectories(cluster.resolve("pg_tblspc")).resolve(number);
            Files.deleteIfExists(link);
            Files.move(view.tablespace(number), link);
        }
        return cluster;
    }

    @Override
    public String check() {
        return "barman check-backup";
    }

    /** Of each backup, whether all WAL is there that it needs. */
    @Override
    public Optional<String> damage(Duration limit) {
        return inView(view -> {
            List<String> all = new ArrayList<>();
            for (BackupSet set : sets(view)) {
                wrong(view, set.label()).ifPresent(error -> all.add("backup " + set.label() + ": " + error));
            }
            return all.isEmpty() ? Optional.empty() : Optional.of(ToolWords.plain(String.join(", ", all)));
        });
    }

    /** What Barman's check of a backup finds; it says it in what it notes of the backup. */
    private Optional<String> wrong(BarmanView view, String label) throws IOException {
        Answer checked = barman(view, silence, "check-backup", server, label);
        Optional<String> noted = view.noted(label);
        if (checked.status() != 0 && noted.isEmpty()) {
            throw words().trouble(checked);
        }
        return noted;
    }

    private static Answer barman(BarmanView view, Duration limit, String... arguments) {
        List<String> call =
                new ArrayList<>(List.of("barman", "-c", view.configuration().toString()));
        call.addAll(List.of(arguments));
        return new Tool("barman", "barman", "", Map.of()).run(call, limit);
    }

    private BarmanWords words() {
        return new BarmanWords(home.resolve(server));
    }

    private Path origin() {
        Path origin = home.resolve(server);
        if (!Files.isDirectory(origin.resolve("base")) || !Files.isDirectory(origin.resolve("wals"))) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    "there is no server " + server + " in barman's home at " + home,
                    "correct `barman` (its `barman_home`) or `server`; is the drive mounted?");
        }
        return origin;
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(BarmanView view) throws IOException;
    }

    private <T> T inView(Question<T> question) {
        Path origin = origin();
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            return question.ask(BarmanView.of(folder.path(), origin, server));
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    origin + " cannot be read: " + e.getMessage(),
                    "may this user read all of it?",
                    e);
        }
    }
}
