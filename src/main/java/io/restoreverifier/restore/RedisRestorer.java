package io.restoreverifier.restore;

import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.Inspection;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.Equipment;
import io.restoreverifier.sandbox.Need;
import io.restoreverifier.sandbox.Sandbox;
import io.restoreverifier.sandbox.SandboxLimits;
import io.restoreverifier.sandbox.SandboxRequest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Restores an RDB file or append-only files of Redis: held by its own check tools first, then loaded by a server. */
public final class RedisRestorer implements Restorer {
    private static final String IMAGE = "redis:7";

    /** Exists in both the official images and Debian's packages. */
    private static final String USER = "redis";

    /** Keys in memory take several times what they take in a file. */
    private static final int GROWTH = 12;

    private static final long USUAL = 1536L << 20;

    private final String image;

    private RedisRestorer(String image) {
        this.image = image;
    }

    /** Reads {@code restore: redis:}; what is wrong with it becomes a problem of the catalog. */
    public static RedisRestorer read(Settings settings) {
        return new RedisRestorer(settings.text("image").orElse(IMAGE));
    }

    @Override
    public String kind() {
        return "database";
    }

    @Override
    public String checks() {
        return "redis";
    }

    @Override
    public void prepare(RestoreRequest request) {
        request.sandboxes().prepare(equipment());
    }

    @Override
    public Need need(RestoreRequest request) {
        return request.sandboxes().need(request.inspection().expandedBytes(), limits(request));
    }

    @Override
    public Restoration restore(RestoreRequest request) {
        Format format = request.inspection().format();
        if (format != Format.REDIS_RDB && format != Format.REDIS_AOF && !format.isArchive()) {
            return new Restoration(Optional.empty(), List.of(notOfRedis(request.inspection())), List.of());
        }
        Sandbox sandbox = request.sandboxes()
                .open(new SandboxRequest(
                        request.entry(),
                        equipment(),
                        List.of(),
                        request.inspection().expandedBytes(),
                        limits(request),
                        request.deadline()));
        return Handover.of(sandbox, () -> new RedisRestore(sandbox, request).run());
    }

    /** Everything is in memory, whatever storage the files have. */
    private static SandboxLimits limits(RestoreRequest request) {
        long wanted = GROWTH * request.inspection().expandedBytes();
        boolean said = request.limits().memory().isPresent();
        return said || wanted < USUAL / 2
                ? request.limits()
                : new SandboxLimits(
                        OptionalLong.of(USUAL + wanted), request.limits().disk());
    }

    private Equipment equipment() {
        return new Equipment(image, USER, Optional.of(new Equipment.Software("redis", 0, 0)));
    }

    private static Finding notOfRedis(Inspection inspection) {
        return Finding.error(
                FindingCode.UNKNOWN_FORMAT,
                Stage.RESTORE,
                "",
                "expected an RDB file or append-only files of Redis, found a "
                        + inspection.format().label(),
                "does `newest:` match the artifacts of another backup?");
    }
}
