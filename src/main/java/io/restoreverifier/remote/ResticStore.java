package io.restoreverifier.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.restoreverifier.model.BrokenArtifact;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Settings;
import io.restoreverifier.remote.Tool.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A repository of restic, read by restic with {@code --no-lock} and {@code --no-cache}: then it writes nothing there, and
 * nothing here. See restic's manual, "Scripting" and "Working with repositories".
 */
public final class ResticStore implements SnapshotStore {
    private static final String USUAL_SHARE = "5%";

    private final String repository;
    private final String share;
    private final Patience patience;
    private final Tool tool;

    private ResticStore(String repository, String share, String password, Patience patience) {
        this.repository = repository;
        this.share = share;
        this.patience = patience;
        this.tool = new Tool("restic", "restic", password, Map.of());
    }

    /** Reads the keys {@code restic}, {@code password}, {@code read-data} and {@code timeout}. */
    public static ResticStore read(Settings settings) {
        String written = settings.requiredText("restic");
        if (written.matches(".*://[^/]*:[^/]*@.*")) {
            settings.problem("restic", "a password in a URL would stand in a list of processes", "leave it to restic");
        }
        boolean elsewhere = written.matches("(sftp|s3|rest|b2|azure|gs|swift|rclone):.*");
        String repository = elsewhere
                ? written
                : settings.path("restic").map(Object::toString).orElse("");
        String share = settings.text("read-data").orElse(USUAL_SHARE);
        if (!share.matches("(?!0+(\\.0+)?%)(\\d{1,2}(\\.\\d+)?|100)%")) {
            settings.problem("read-data", "`" + share + "` is no share of the data", "write for example 5% or 100%");
        }
        return new ResticStore(repository, share, settings.requiredText("password"), Patience.read(settings));
    }

    @Override
    public String program() {
        return "restic";
    }

    @Override
    public String location() {
        return repository;
    }

    @Override
    public List<Snapshot> snapshots() {
        Answer answer = tool.run(call("--json", "snapshots"), patience.silence());
        if (answer.status() != 0) {
            throw ToolWords.trouble(this, answer);
        }
        return snapshots(answer.output());
    }

    static List<Snapshot> snapshots(String said) {
        return ToolJson.read(said, "what restic says of its snapshots", "restic snapshots --json", all -> {
            List<Snapshot> snapshots = new ArrayList<>();
            for (JsonNode node : all) {
                snapshots.add(new Snapshot(
                        node.path("short_id").asText(),
                        node.path("hostname").asText(),
                        texts(node.path("paths")),
                        texts(node.path("tags")),
                        OffsetDateTime.parse(node.path("time").asText()).toInstant()));
            }
            return snapshots;
        });
    }

    @Override
    public InputStream open(String id, Optional<String> part) {
        List<String> call = call("dump", "--archive", "tar", "--", id, part.orElse("/"));
        return new ToolStream(tool.open(call), patience.silence(), answer -> judge(answer, id, part), () -> {});
    }

    private void judge(Answer answer, String id, Optional<String> part) throws IOException {
        if (answer.status() == 0) {
            return;
        }
        ToolWords.requireThere(answer.errors(), id);
        if (answer.errors().contains("not found in snapshot")) {
            throw new BrokenArtifact(
                    FindingCode.FILE_MISSING,
                    "snapshot " + id + " holds no " + part.orElse("/"),
                    "does the backup job still save it? restic ls " + id);
        }
        if (ToolWords.isDamage(answer.errors())) {
            throw new BrokenArtifact(
                    FindingCode.ARTIFACT_CORRUPT,
                    "restic cannot give all of snapshot " + id + ": " + ToolWords.shown(answer.errors()),
                    "run by hand: restic check --read-data; then see restic's manual, \"Troubleshooting\"");
        }
        throw ToolWords.trouble(this, answer);
    }

    @Override
    public String check() {
        return "restic check --read-data-subset=" + share;
    }

    @Override
    public Optional<String> damage(Duration limit) {
        Answer answer = tool.run(call("check", "--read-data-subset=" + share), limit);
        return ToolWords.damage(this, answer, answer.output().contains("no errors were found"));
    }

    private List<String> call(String... arguments) {
        List<String> call = new ArrayList<>(
                List.of("restic", "--repo", repository, "--no-lock", "--no-cache", "--password-file", "/dev/stdin"));
        call.addAll(List.of(arguments));
        return call;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
