package io.restoreverifier.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.remote.RemoteException.Why;
import io.restoreverifier.remote.RemoteFile.Kind;
import io.restoreverifier.remote.Tool.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of one of rclone's remotes, read by {@code rclone lsjson} and {@code rclone cat}, which write nothing there. See
 * rclone's manual, "rclone lsjson", "rclone cat" and "List of exit codes".
 */
final class RcloneFolder implements RemoteFolder {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RclonePlace place;
    private final Tool tool;

    RcloneFolder(RclonePlace place) {
        this.place = place;
        this.tool = place.tool();
    }

    @Override
    public String location() {
        return place.location();
    }

    @Override
    public RemoteListing list() throws IOException {
        return place.patience().ask(() -> {
            List<RemoteFile> files = new ArrayList<>();
            for (JsonNode node : told(place.remote())) {
                files.add(file(node));
            }
            return RemoteListing.of(files);
        });
    }

    private JsonNode told(String what, String... options) throws RemoteException {
        List<String> call = place.call("lsjson", "--no-mimetype");
        call.addAll(List.of(options));
        call.addAll(List.of("--", what));
        Answer answer = answer(call);
        if (answer.status() != 0) {
            throw RcloneTrouble.explain(place, what, answer);
        }
        try {
            return JSON.readTree(answer.output());
        } catch (JsonProcessingException e) {
            throw new RemoteException(
                    Why.REFUSED,
                    "what rclone says of " + location() + " cannot be read",
                    "run by hand: rclone lsjson " + what,
                    e);
        }
    }

    private Answer answer(List<String> call) throws RemoteException {
        try {
            return tool.run(call, place.patience().silence());
        } catch (CannotTell e) {
            if (e.code() != FindingCode.TIMED_OUT) {
                throw e;
            }
            throw RcloneTrouble.silent(place, e);
        }
    }

    private static RemoteFile file(JsonNode node) {
        String name = node.path("Name").asText();
        if (node.path("IsDir").asBoolean()) {
            return RemoteFile.other(name, Kind.FOLDER);
        }
        return RemoteFile.file(name, node.path("Size").asLong(-1), modified(node));
    }

    /** A remote that keeps no times gives the oldest. */
    private static Instant modified(JsonNode node) {
        try {
            return OffsetDateTime.parse(node.path("ModTime").asText()).toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        if (name.contains("/")) {
            throw new IOException(name + " is not a file of " + location());
        }
        return new ResumingStream(new OneFile(name), place.patience());
    }

    /** A file as it was when it was opened first. */
    private final class OneFile implements ResumingStream.Piecewise {
        private final String name;
        private final Unchanged unchanged;

        OneFile(String name) {
            this.name = name;
            this.unchanged = new Unchanged(name);
        }

        @Override
        public long length() {
            return unchanged.bytes();
        }

        @Override
        public InputStream from(long offset) throws IOException {
            holdSame(told(place.pathOf(name), "--stat"));
            List<String> call = place.call("cat", "--offset=" + offset, "--", place.pathOf(name));
            return new ToolStream(tool.open(call), place.patience().silence(), this::judge, () -> {});
        }

        private void judge(Answer answer) throws RemoteException {
            if (answer.status() != 0) {
                throw RcloneTrouble.explain(place, place.pathOf(name), answer);
            }
        }

        private void holdSame(JsonNode node) throws RemoteException {
            if (node.path("IsDir").asBoolean()) {
                // All that is in it would come as one.
                throw new RemoteException(Why.REFUSED, name + " is not a file any more", "");
            }
            unchanged.hold(node.path("Size").asLong(-1), modified(node));
        }

        @Override
        public RemoteException explain(IOException failure) {
            return failure instanceof RemoteException told ? told : RcloneTrouble.explain(place, failure);
        }
    }
}
