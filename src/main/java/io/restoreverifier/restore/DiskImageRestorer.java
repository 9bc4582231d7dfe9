package io.restoreverifier.restore;

import io.restoreverifier.archive.HoledFile;
import io.restoreverifier.archive.Limits;
import io.restoreverifier.archive.Unwrapped;
import io.restoreverifier.archive.Wrapping;
import io.restoreverifier.archive.WriteTrouble;
import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Finding;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.model.Format;
import io.restoreverifier.model.RestoredDisk.Partition;
import io.restoreverifier.model.Settings;
import io.restoreverifier.model.Stage;
import io.restoreverifier.sandbox.Equipment;
import io.restoreverifier.sandbox.Need;
import io.restoreverifier.sandbox.RunFolder;
import io.restoreverifier.sandbox.Sandbox;
import io.restoreverifier.sandbox.SandboxRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Restores the image of a machine's disk: held by QEMU's own tool, then each of its partitions is written out in a sandbox, where
 * their file systems are read by programs and never mounted.
 */
public final class DiskImageRestorer implements Restorer {
    /** Made by {@code bin/provision}, or of docs/images/disk-tools.Dockerfile; a name that no registry is asked for. */
    private static final String IMAGE = "localhost/restore-verifier/disk-tools:bookworm";

    private static final String USER = "nobody";

    private final String image;
    private final Optional<Format> format;
    private final Set<String> unread;

    private DiskImageRestorer(String image, Optional<Format> format, Set<String> unread) {
        this.image = image;
        this.format = format;
        this.unread = Set.copyOf(unread);
    }

    /** Reads {@code restore: disk-image:}; what is wrong with it becomes a problem of the catalog. */
    public static DiskImageRestorer read(Settings settings) {
        Optional<Format> format = settings.text("format").flatMap(named -> switch (named.toLowerCase(Locale.ROOT)) {
            case "qcow2" -> Optional.of(Format.QCOW2);
            case "raw" -> Optional.of(Format.RAW_DISK);
            default -> {
                settings.problem("format", "`" + named + "` is neither qcow2 nor raw", "write `format: qcow2`");
                yield Optional.empty();
            }
        });
        return new DiskImageRestorer(settings.text("image").orElse(IMAGE), format, unread(settings));
    }

    private static Set<String> unread(Settings settings) {
        return settings.texts("unread").stream()
                .flatMap(name -> {
                    Optional<String> key = Partition.key(name);
                    if (key.isEmpty()) {
                        settings.problem(
                                "unread",
                                "`" + name + "` is neither the number of a partition nor a volume with its group",
                                "write `unread: [3, vg0/data]`");
                    }
                    return key.stream();
                })
                .collect(Collectors.toSet());
    }

    @Override
    public String kind() {
        return "files";
    }

    @Override
    public String checks() {
        return "disk-image";
    }

    @Override
    public void prepare(RestoreRequest request) {
        request.sandboxes().prepare(equipment());
    }

    @Override
    public Need need(RestoreRequest request) {
        long data = request.inspection().expandedBytes();
        return request.sandboxes().need(data, request.limits()).plus(new Need(0, isWrapped(request) ? data : 0));
    }

    @Override
    public Restoration restore(RestoreRequest request) {
        Format found = request.inspection().format();
        if (!found.isDisk() || format.isPresent() && format.get() != found) {
            return new Restoration(Optional.empty(), List.of(another(found)), List.of());
        }
        Path plain =
                isWrapped(request) ? unwrapped(request) : request.artifact().file();
        Sandbox sandbox = request.sandboxes()
                .open(new SandboxRequest(
                        request.entry(),
                        equipment(),
                        List.of(plain),
                        request.inspection().expandedBytes(),
                        request.limits(),
                        request.deadline()));
        return Handover.of(sandbox, () -> new DiskRestore(sandbox, request, plain, unread).run());
    }

    private static boolean isWrapped(RestoreRequest request) {
        try {
            return Wrapping.of(Unwrapped.head(request.artifact().file())) != Wrapping.NONE;
        } catch (InterruptedIOException e) {
            throw interrupted(e);
        }
    }

    /** Without what it is compressed with; zeros take no room. */
    private static Path unwrapped(RestoreRequest request) {
        RunFolder.requireRoom(request.workspace(), request.inspection().expandedBytes(), "the unpacked image");
        Path file = request.workspace().resolve("disk");
        try (Unwrapped in = Unwrapped.open(request.artifact().file(), Limits.READ_THROUGH, request.progress());
                HoledFile out = HoledFile.create(file)) {
            in.transferTo(out);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            return file;
        } catch (InterruptedIOException e) {
            throw interrupted(e);
        } catch (IOException e) {
            throw WriteTrouble.explain(
                    e, request.workspace(), request.inspection().expandedBytes());
        }
    }

    private static CannotTell interrupted(InterruptedIOException e) {
        return new CannotTell(FindingCode.INTERRUPTED, "unpacking was interrupted", "", e);
    }

    /** No program of this machine reads what may be hostile. */
    private Equipment equipment() {
        return new Equipment(
                image, USER, Optional.of(new Equipment.Software("image for `restore: {disk-image: ...}`", 0, 0)));
    }

    private Finding another(Format found) {
        return Finding.error(
                FindingCode.UNKNOWN_FORMAT,
                Stage.RESTORE,
                "",
                "expected a " + format.map(Format::label).orElse("disk image, qcow2 or raw") + ", found a "
                        + found.label(),
                "does `newest:` match the artifacts of another backup?");
    }
}
