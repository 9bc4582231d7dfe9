package io.restoreverifier.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.Tool.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A repository of borg 1.x in a folder of this machine, read by borg through a {@link BorgView}. See borg(1),
 * borg-export-tar(1), borg-check(1).
 */
public final class BorgStore implements SnapshotStore {
    private final Path repository;
    private final boolean verifyData;
    private final String password;
    private final Patience patience;

    private BorgStore(Path repository, boolean verifyData, String password, Patience patience) {
        this.repository = repository;
        this.verifyData = verifyData;
        this.password = password;
        this.patience = patience;
    }

    /** Reads the keys {@code borg}, {@code password}, {@code verify-data} and {@code timeout}. */
    public static BorgStore read(Settings settings) {
        if (settings.requiredText("borg").matches("ssh://.*|[^/]+:.*")) {
            settings.problem(
                    "borg",
                    "is on another machine, where borg would write to it",
                    "mount it read-only (sshfs -o ro), and name the folder");
        }
        return new BorgStore(
                settings.path("borg").orElse(Path.of("")),
                settings.flag("verify-data").orElse(false),
                settings.text("password").orElse(""),
                Patience.read(settings));
    }

    @Override
    public String program() {
        return "borg";
    }

    @Override
    public String location() {
        return repository.toString();
    }

    @Override
    public List<Snapshot> snapshots() {
        try (BorgView view = BorgView.of(repository)) {
            return snapshots(listed(view));
        }
    }

    static List<Snapshot> snapshots(String said) {
        return ToolJson.read(said, "what borg says of its archives", "borg list --json", all -> {
            List<Snapshot> snapshots = new ArrayList<>();
            for (JsonNode node : all.path("archives")) {
                snapshots.add(new Snapshot(
                        node.path("name").asText(),
                        node.path("hostname").asText(),
                        List.of(),
                        List.of(),
                        LocalDateTime.parse(node.path("start").asText()).toInstant(ZoneOffset.UTC)));
            }
            return snapshots;
        });
    }

    /**
     * The name of a host is in the archive itself: where one of them is damaged, all are listed without, so that the damage of
     * one hides no other.
     */
    private String listed(BorgView view) {
        String repository = view.repository().toString();
        Answer answer =
                tool(view).run(call("list", "--json", "--format", "{hostname}", repository), patience.silence());
        if (answer.status() == 0) {
            return answer.output();
        }
        if (ToolWords.isDamage(answer.errors())) {
            return told(view, "list", "--json", repository);
        }
        throw ToolWords.trouble(this, answer);
    }

    @Override
    public InputStream open(String id, Optional<String> part) throws IOException {
        BorgView view = BorgView.of(repository);
        try {
            List<String> call = call(view, view.repository() + "::" + id, part);
            return new ToolStream(tool(view).open(call), patience.silence(), answer -> judge(answer, id), view::close);
        } catch (IOException | RuntimeException e) {
            view.close();
            throw e;
        }
    }

    /** A folder as an archive, a file as it is. */
    private List<String> call(BorgView view, String archive, Optional<String> part) throws IOException {
        if (part.isEmpty()) {
            return call("export-tar", archive, "-");
        }
        String path = part.get().replaceFirst("^/+", "");
        Answer answer = tool(view).run(call("list", "--json-lines", archive, "pp:" + path), patience.silence());
        if (answer.status() != 0) {
            ToolWords.requireThere(answer.errors(), archive.replaceFirst(".*::", ""));
            throw ToolWords.trouble(this, answer);
        }
        String first = answer.output().lines().findFirst().orElse("");
        JsonNode node = ToolJson.read(
                first.isEmpty() ? "{}" : first, "what borg says of an archive", "borg list --json-lines", all -> all);
        if (!node.path("path").isTextual()) {
            throw new BrokenArtifact(
                    FindingCode.FILE_MISSING,
                    "archive " + archive.replaceFirst(".*::", "") + " holds no " + part.get(),
                    "does the backup job still save it? borg list REPOSITORY::ARCHIVE");
        }
        boolean file = node.path("type").asText().equals("-")
                && node.path("path").asText().equals(path);
        return file
                ? call("extract", "--stdout", archive, "pp:" + path)
                : call("export-tar", archive, "-", "pp:" + path);
    }

    private void judge(Answer answer, String id) throws IOException {
        if (answer.status() == 0) {
            return;
        }
        ToolWords.requireThere(answer.errors(), id);
        if (ToolWords.isDamage(answer.errors())) {
            throw new BrokenArtifact(
                    FindingCode.ARTIFACT_CORRUPT,
                    "borg cannot give all of archive " + id + ": " + ToolWords.shown(answer.errors()),
                    "run by hand: borg check --verify-data; then see borg-check(1) on repairing a copy");
        }
        throw ToolWords.trouble(this, answer);
    }

    @Override
    public String check() {
        return "borg check" + (verifyData ? " --verify-data" : "");
    }

    @Override
    public Optional<String> damage(Duration limit) {
        try (BorgView view = BorgView.of(repository)) {
            List<String> call = call("check", "--info");
            if (verifyData) {
                call.add("--verify-data");
            }
            call.add(view.repository().toString());
            Answer answer = tool(view).run(call, limit);
            return ToolWords.damage(this, answer, answer.errors().contains("no problems found"));
        }
    }

    private String told(BorgView view, String... arguments) {
        Answer answer = tool(view).run(call(arguments), patience.silence());
        if (answer.status() != 0) {
            throw ToolWords.trouble(this, answer);
        }
        return answer.output();
    }

    private Tool tool(BorgView view) {
        return new Tool(
                "borg",
                "borgbackup",
                password,
                Map.of(
                        "BORG_BASE_DIR", view.base().toString(),
                        "BORG_PASSPHRASE_FD", "0",
                        "BORG_RELOCATED_REPO_ACCESS_IS_OK", "yes",
                        "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK", "yes"));
    }

    private static List<String> call(String... arguments) {
        List<String> call = new ArrayList<>(List.of("borg", "--bypass-lock"));
        call.addAll(List.of(arguments));
        return call;
    }
}
